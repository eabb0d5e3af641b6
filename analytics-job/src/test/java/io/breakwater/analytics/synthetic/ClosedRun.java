package io.breakwater.analytics.synthetic;

import io.breakwater.analytics.synthetic.SyntheticRun.Batch;
import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.BatchKey;
import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.GeneratorHealth;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A closed run of one step: each virtual user sends again as soon as it has its answer and has paused. The target answers in a
 * fixed time, and holds all answers back while it stalls.
 */
public record ClosedRun(
        int users, int seconds, long serviceMicros, long pauseMicros, long stallFromMicros, long stallToMicros) {

    /** One request. */
    public record Sent(long intendedMicros, long serviceMicros) {
        long endMicros() {
            return intendedMicros + serviceMicros;
        }
    }

    public StartRun start() {
        Step step = Step.of(
                "query", Request.Http.of(Request.Http.Method.GET, "/query", Map.of(), Optional.empty()), List.of());
        Load load = new Load.Closed(
                List.of(LoadPhase.of(users, users, Duration.ofSeconds(seconds), false)),
                Optional.empty(),
                Optional.empty());
        Scenario scenario = Scenario.of(
                "closed",
                "",
                URI.create("http://127.0.0.1:1"),
                Map.of(),
                Map.of(),
                List.of(Session.of("all", 1, List.of(step))),
                load,
                List.of(Objective.withinAtLeast(170_000, 0.9)),
                HttpSettings.DEFAULT);
        return new StartRun(
                new RunPlan("closed", "demo", scenario, List.of(), List.of(new RunPart("g-0", 0))), SyntheticRun.START);
    }

    /** All requests, by intended start. */
    public List<Sent> requests() {
        List<Sent> all = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            long at = user * 1_000L;
            while (at < seconds * 1_000_000L) {
                long end = at + serviceMicros;
                boolean stalled = end > stallFromMicros && at < stallToMicros;
                end = stalled ? Math.max(end, stallToMicros) : end;
                all.add(new Sent(at, end - at));
                at = end + pauseMicros;
            }
        }
        all.sort(Comparator.comparingLong(Sent::intendedMicros));
        return all;
    }

    /** One batch a second; the last one closes. */
    public List<Batch> batches() {
        List<Sent> requests = requests();
        long lastEnd = requests.stream().mapToLong(Sent::endMicros).max().orElse(0);
        RequestEventWriter writer = new RequestEventWriter();
        List<Batch> batches = new ArrayList<>();
        for (long from = 0; from <= lastEnd; from += 1_000_000) {
            long to = from + 1_000_000;
            long intended = 0;
            long completed = 0;
            long frontier = to;
            for (Sent sent : requests) {
                intended += sent.intendedMicros() < to ? 1 : 0;
                completed += sent.endMicros() < to ? 1 : 0;
                if (sent.intendedMicros() < to && sent.endMicros() >= to) {
                    frontier = Math.min(frontier, sent.intendedMicros());
                }
                if (sent.endMicros() >= from && sent.endMicros() < to) {
                    writer.completed(
                            0,
                            sent.intendedMicros(),
                            0,
                            sent.serviceMicros(),
                            sent.serviceMicros() / 2,
                            0,
                            0,
                            300,
                            500,
                            RequestOutcome.SUCCEEDED,
                            200,
                            BusinessOutcome.SUCCEEDED);
                }
            }
            BatchHeader header = new BatchHeader(
                    "closed",
                    "g-0",
                    "cn-east",
                    0,
                    1,
                    from / 1_000_000,
                    SyntheticRun.START,
                    frontier,
                    0,
                    List.of(170_000L),
                    List.of("query"),
                    List.of(new StepAccounting(intended, completed, intended - completed, 0)),
                    new LoadProgress(List.of(intended), 0, false),
                    new GeneratorHealth(0.25, 1_200, 0, 3, 4, 5, new LatencyHistogram().encode()),
                    to > lastEnd);
            batches.add(new Batch(
                    "g-0", from / 1_000_000, new BatchKey("closed", "g-0").toBytes(), writer.toBatch(header)));
        }
        return batches;
    }
}
