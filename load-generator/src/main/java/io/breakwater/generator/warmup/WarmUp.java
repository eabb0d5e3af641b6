package io.breakwater.generator.warmup;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.data.DataRows;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.http.Target;
import io.breakwater.generator.publish.DiscardingBatchSender;
import io.breakwater.generator.publish.EventBacklog;
import io.breakwater.generator.publish.EventPublisher;
import io.breakwater.generator.run.Part;
import io.breakwater.generator.run.Part.Surroundings;
import io.breakwater.generator.run.PreparedRun;
import io.breakwater.generator.sample.SampleQueue;
import io.breakwater.generator.session.CompiledRun;
import io.breakwater.generator.token.TokenSlot;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a few seconds of load through all of the engine, except for Kafka, to a server in this process. */
public final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** Above the 10,000 or so invocations after which the just-in-time compiler takes its last step. */
    private static final double PER_SECOND = 6_000;

    private static final Duration LASTS = Duration.ofMillis(2_500);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** One run's events are thrown away within the process; more than fit here would be a defect. */
    private static final long BACKLOG_BYTES = 16L * 1024 * 1024;

    private static final int MOST_SAMPLES = 256;

    private WarmUp() {}

    /**
     * Runs the warm-up and returns when it is over.
     *
     * @param surroundings the real ones; only the way of events out is another
     * @throws InterruptedException when the process ends meanwhile
     */
    public static void run(Surroundings surroundings) throws InterruptedException {
        run(surroundings, PER_SECOND, LASTS);
    }

    static void run(Surroundings surroundings, double perSecond, Duration lasts) throws InterruptedException {
        EventPublisher publisher = new EventPublisher(new DiscardingBatchSender(), new EventBacklog(BACKLOG_BYTES));
        // Made readable and encoded like any, and thrown away: what runs cold costs the first run of all most.
        SampleQueue samples = new SampleQueue((sample, dropped) -> EventCodec.encode(sample), MOST_SAMPLES);
        Surroundings apart = new Surroundings(
                surroundings.generatorId(),
                surroundings.region(),
                surroundings.loops(),
                publisher,
                surroundings.cpuRatio(),
                surroundings.nanoClock(),
                surroundings.wallClock(),
                samples);
        long begunNanos = surroundings.nanoClock().getAsLong();
        try (LoopbackTarget target = LoopbackTarget.start(surroundings.loops())) {
            CountDownLatch closed = new CountDownLatch(1);
            Part part = Part.start(
                    prepared(target, surroundings.generatorId(), perSecond, lasts),
                    surroundings.wallClock().instant(),
                    apart,
                    (totals, lost) -> {
                        LOG.info(
                                "warm-up: {} requests in {} ms",
                                totals.completed(),
                                (surroundings.nanoClock().getAsLong() - begunNanos) / 1_000_000);
                        closed.countDown();
                    });
            if (!closed.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "warm-up: not over after {} ms (expected: about {}); ended",
                        LIMIT.toMillis(),
                        lasts.toMillis());
                part.abort();
                closed.await(1, TimeUnit.SECONDS);
            }
        } finally {
            samples.close();
            publisher.close();
        }
    }

    private static PreparedRun prepared(LoopbackTarget target, String generatorId, double perSecond, Duration lasts) {
        URI uri = URI.create("http://127.0.0.1:" + target.address().getPort());
        DataSet rows = DataSet.of(
                "warm-up.jsonl", DataSet.Format.JSONL, List.of(), DataSet.Pick.SEQUENTIAL, DataSet.WhenUsedUp.REPEAT);
        Request request = Request.Http.of(
                Request.Http.Method.POST,
                "/warm-up?user=${rows.user}",
                Map.of("X-User", "${rows.user}"),
                Optional.of(new Body.Text("application/json", "{\"row\":${rows}}", Body.Escaping.NONE)));
        List<Check> checks = List.of(
                Check.in(Check.Subject.STATUS, "", List.of("200")),
                Check.in(Check.Subject.JSON, "$.err_code", List.of("0")));
        Step step = Step.of("warm-up", request, checks);
        Step again = Step.of("again", request, checks);
        Scenario scenario = Scenario.of(
                "warm-up",
                "",
                uri,
                Map.of(),
                Map.of("rows", rows),
                List.of(Session.of("warm-up", 1, List.of(step, again))),
                Load.Open.of(List.of(LoadPhase.of(perSecond / 10, perSecond, lasts, true))),
                List.of(),
                HttpSettings.DEFAULT);
        byte[] file = "{\"user\":\"a\"}\n{\"user\":\"\u00fcb\"}\n".getBytes(StandardCharsets.UTF_8);
        RunData data = new RunData(scenario.dataSets(), Map.of("rows", DataRows.open(rows, file)));
        RunPlan plan = new RunPlan("warm-up", "", scenario, List.of(), List.of(new RunPart(generatorId, 0)));
        return new PreparedRun(
                plan,
                0,
                CompiledRun.of(scenario, data, ignored -> new TokenSlot()),
                RunTargets.of(Target.of(uri), scenario.http()));
    }
}
