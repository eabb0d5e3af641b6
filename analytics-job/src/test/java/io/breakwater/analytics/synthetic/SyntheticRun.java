package io.breakwater.analytics.synthetic;

import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.BatchKey;
import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.GeneratorHealth;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.request.TokenAccounting;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A run of two steps, sent by some generators at a constant rate, one batch a second. Most requests take 20 to 60 ms, some
 * up to 3 s so that batches and windows overlap, some fail, and some are not sent.
 */
public record SyntheticRun(
        String runId,
        int generators,
        int seconds,
        int arrivalsPerSecond,
        int warmUpSeconds,
        List<Objective> objectives,
        long dispatchLagMicros,
        long seed,
        List<LoadPhase> phases,
        int changesObeyed,
        List<String> regions) {

    public static final Instant START = Instant.parse("2026-11-20T12:00:00.123456Z");
    private static final List<String> STEPS = List.of("query", "pay");

    /** All from one region. */
    public SyntheticRun(
            String runId,
            int generators,
            int seconds,
            int arrivalsPerSecond,
            int warmUpSeconds,
            List<Objective> objectives,
            long dispatchLagMicros,
            long seed,
            List<LoadPhase> phases,
            int changesObeyed) {
        this(
                runId,
                generators,
                seconds,
                arrivalsPerSecond,
                warmUpSeconds,
                objectives,
                dispatchLagMicros,
                seed,
                phases,
                changesObeyed,
                List.of("cn-east"));
    }

    /** 6 seconds at 200/s with two objectives that hold. */
    public static SyntheticRun named(String runId) {
        return new SyntheticRun(
                runId,
                2,
                6,
                200,
                1,
                List.of(Objective.withinAtLeast(170_000, 0.9), Objective.overAtMost(870_000, 0.05)),
                300,
                42,
                List.of(),
                0);
    }

    public SyntheticRun withObjectives(Objective... demanded) {
        return new SyntheticRun(
                runId,
                generators,
                seconds,
                arrivalsPerSecond,
                warmUpSeconds,
                List.of(demanded),
                dispatchLagMicros,
                seed,
                phases,
                changesObeyed,
                regions);
    }

    public SyntheticRun withDispatchLagMicros(long micros) {
        return new SyntheticRun(
                runId,
                generators,
                seconds,
                arrivalsPerSecond,
                warmUpSeconds,
                objectives,
                micros,
                seed,
                phases,
                changesObeyed,
                regions);
    }

    public SyntheticRun withLength(int lastsSeconds) {
        return new SyntheticRun(
                runId,
                generators,
                lastsSeconds,
                arrivalsPerSecond,
                warmUpSeconds,
                objectives,
                dispatchLagMicros,
                seed,
                phases,
                changesObeyed,
                regions);
    }

    /** The same, each part sent from the next region. */
    public SyntheticRun from(String... all) {
        return new SyntheticRun(
                runId,
                generators,
                seconds,
                arrivalsPerSecond,
                warmUpSeconds,
                objectives,
                dispatchLagMicros,
                seed,
                phases,
                changesObeyed,
                List.of(all));
    }

    /** The same events under another plan, which so many changes have made what was sent. */
    public SyntheticRun planned(int changes, LoadPhase... others) {
        return new SyntheticRun(
                runId,
                generators,
                seconds,
                arrivalsPerSecond,
                warmUpSeconds,
                objectives,
                dispatchLagMicros,
                seed,
                List.of(others),
                changes,
                regions);
    }

    /** One request or arrival. */
    public record Event(
            int step,
            long intendedMicros,
            long lagMicros,
            long serviceMicros,
            RequestOutcome outcome,
            boolean checkFailed,
            boolean sent) {
        public boolean succeeded() {
            return sent && outcome == RequestOutcome.SUCCEEDED && !checkFailed;
        }

        public long responseMicros() {
            return lagMicros + serviceMicros;
        }

        long endMicros() {
            return intendedMicros + lagMicros + serviceMicros;
        }
    }

    /** A batch with its key. */
    public record Batch(String generatorId, long number, byte[] key, byte[] value) {}

    public String generatorId(int part) {
        return "g-" + part;
    }

    public StartRun start() {
        List<RunPart> parts = new ArrayList<>();
        for (int part = 0; part < generators; part++) {
            parts.add(new RunPart(generatorId(part), part));
        }
        List<Session> sessions = new ArrayList<>();
        for (String step : STEPS) {
            Step request = Step.of(
                    step, Request.Http.of(Request.Http.Method.GET, "/" + step, Map.of(), Optional.empty()), List.of());
            sessions.add(Session.of(step, 1, List.of(request)));
        }
        List<LoadPhase> load = List.of(
                LoadPhase.of(arrivalsPerSecond, arrivalsPerSecond, Duration.ofSeconds(warmUpSeconds), true),
                LoadPhase.of(arrivalsPerSecond, arrivalsPerSecond, Duration.ofSeconds(seconds - warmUpSeconds), false));
        Scenario scenario = Scenario.of(
                "synthetic",
                "",
                URI.create("http://127.0.0.1:1"),
                Map.of(),
                Map.of(),
                sessions,
                Load.Open.of(phases.isEmpty() ? load : phases),
                objectives,
                HttpSettings.DEFAULT);
        return new StartRun(new RunPlan(runId, "demo", scenario, List.of(), parts), START);
    }

    /** All events of one generator's part, by intended start. */
    public List<Event> events(int part) {
        Random random = new Random(seed + part);
        List<Event> events = new ArrayList<>();
        for (int arrival = part; arrival < seconds * arrivalsPerSecond; arrival += generators) {
            long intended = arrival * 1_000_000L / arrivalsPerSecond;
            long service = 20_000 + random.nextLong(40_000);
            service = random.nextInt(50) == 0 ? random.nextLong(3_000_000) : service;
            int dice = random.nextInt(200);
            RequestOutcome outcome = dice == 0 ? RequestOutcome.CONNECTION_CLOSED : RequestOutcome.SUCCEEDED;
            events.add(new Event(
                    arrival / generators % 2, intended, random.nextInt(900), service, outcome, dice == 1, dice != 2));
        }
        return events;
    }

    public List<Event> allEvents() {
        List<Event> all = new ArrayList<>();
        for (int part = 0; part < generators; part++) {
            all.addAll(events(part));
        }
        return all;
    }

    /** The batches of all generators, one generator after the other. */
    public List<Batch> allBatches() {
        List<Batch> all = new ArrayList<>();
        for (int part = 0; part < generators; part++) {
            all.addAll(batches(part));
        }
        return all;
    }

    /** The batches of one generator's part in their order; the last one closes it. */
    public List<Batch> batches(int part) {
        List<Event> events = events(part);
        long lastEndMicros = events.stream().mapToLong(Event::endMicros).max().orElse(0);
        RequestEventWriter writer = new RequestEventWriter();
        List<Batch> batches = new ArrayList<>();
        StepAccounting[] accounting = new StepAccounting[STEPS.size()];
        for (long from = 0; from <= lastEndMicros; from += 1_000_000) {
            long to = from + 1_000_000;
            long frontier = to;
            long[][] counts = new long[STEPS.size()][3];
            for (Event event : events) {
                counts[event.step()][0] += event.intendedMicros() < to ? 1 : 0;
                if (event.endMicros() < to) {
                    counts[event.step()][event.sent() ? 1 : 2]++;
                } else if (event.intendedMicros() < to) {
                    frontier = Math.min(frontier, event.intendedMicros());
                }
                if (event.endMicros() >= from && event.endMicros() < to) {
                    write(event, writer);
                }
            }
            for (int step = 0; step < counts.length; step++) {
                long[] count = counts[step];
                accounting[step] = new StepAccounting(count[0], count[1], count[0] - count[1] - count[2], count[2]);
            }
            batches.add(batch(part, from / 1_000_000, frontier, accounting, to > lastEndMicros, writer));
        }
        return batches;
    }

    private static void write(Event event, RequestEventWriter writer) {
        if (!event.sent()) {
            writer.notSent(event.step(), event.intendedMicros(), NotSentReason.NO_CONNECTION);
            return;
        }
        boolean answered = event.outcome() == RequestOutcome.SUCCEEDED;
        writer.completed(
                event.step(),
                event.intendedMicros(),
                event.lagMicros(),
                event.serviceMicros(),
                answered ? event.serviceMicros() / 2 : 0,
                event.intendedMicros() == 0 ? 500 : 0,
                0,
                300,
                answered ? 500 : 0,
                event.outcome(),
                answered ? 200 : 0,
                !answered
                        ? BusinessOutcome.NOT_CHECKED
                        : event.checkFailed() ? BusinessOutcome.FAILED : BusinessOutcome.SUCCEEDED);
    }

    private Batch batch(
            int part,
            long number,
            long frontierMicros,
            StepAccounting[] accounting,
            boolean closing,
            RequestEventWriter writer) {
        LatencyHistogram lags = new LatencyHistogram();
        for (int i = 0; i < 10; i++) {
            lags.record(dispatchLagMicros + i);
        }
        BatchHeader header = new BatchHeader(
                runId,
                generatorId(part),
                regions.get(part % regions.size()),
                part,
                generators,
                number,
                START,
                frontierMicros,
                warmUpSeconds * 1_000_000L,
                objectives.stream()
                        .map(Objective::limitMicros)
                        .filter(limit -> limit > 0)
                        .distinct()
                        .sorted()
                        .toList(),
                STEPS,
                Arrays.asList(accounting),
                new LoadProgress(
                        List.of(Arrays.stream(accounting)
                                .mapToLong(StepAccounting::intended)
                                .sum()),
                        changesObeyed,
                        false),
                List.of(new TokenAccounting("demo-shop", number + 1, 0, 0, 0)),
                new GeneratorHealth(0.25, 1_200, 0, 0, 0, 0, lags.encode()),
                closing);
        return new Batch(
                generatorId(part), number, new BatchKey(runId, generatorId(part)).toBytes(), writer.toBatch(header));
    }
}
