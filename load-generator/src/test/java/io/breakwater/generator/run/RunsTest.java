package io.breakwater.generator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.generator.GeneratorReport.PartRefused;
import io.breakwater.events.run.RunCommand.AbandonPart;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.scenario.TokenUse;
import io.breakwater.generator.data.DataFiles;
import io.breakwater.generator.data.DataFolders;
import io.breakwater.generator.http.ClientIdentities;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.publish.EventBacklog;
import io.breakwater.generator.publish.EventPublisher;
import io.breakwater.generator.publish.KafkaBatchSender;
import io.breakwater.generator.sample.SampleSink;
import io.breakwater.generator.token.PlatformTokens;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunsTest {

    private final ScriptedTarget target = ScriptedTarget.json("{}");
    private final MockProducer<byte[], byte[]> brokers =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final EventLoops loops = new EventLoops(1);
    private final EventPublisher publisher =
            new EventPublisher(new KafkaBatchSender(brokers), new EventBacklog(10_000_000));
    private final LinkedBlockingQueue<GeneratorReport> reports = new LinkedBlockingQueue<>();
    private final SessionWalk walk = new SessionWalk("g", Clock.systemUTC(), SampleSink.NOWHERE);
    private final Runs runs = new Runs(
            new Preparation(
                    "g",
                    new TargetPreparation(
                            new AllowedTargets(AllowedTargets.LOOPBACK),
                            HostNames.ofSystem(),
                            new ClientIdentities(Optional.empty())),
                    new DataFiles(URI.create("http://127.0.0.1:1"), DataFolders.temporary()),
                    new PlatformTokens(Optional.empty(), Clock.systemUTC()),
                    new CountDownLatch(0),
                    walk),
            new Part.Surroundings("g", "here", loops, publisher, () -> 0, System::nanoTime, Clock.systemUTC()),
            reports::add);

    @AfterEach
    void close() throws Exception {
        runs.close();
        walk.close();
        publisher.close();
        loops.close();
        target.close();
    }

    @Test
    void answersEveryPreparationButSendsARunOnlyOnce() throws Exception {
        RunPlan plan = plan("r", 10, "g");

        runs.accept(new PrepareRun(plan));
        assertThat(next()).isInstanceOf(PartReady.class);
        runs.accept(new PrepareRun(plan));
        assertThat(next()).isInstanceOf(PartReady.class);
        StartRun start = new StartRun(plan, Instant.now());
        runs.accept(start);
        runs.accept(start);
        assertThat(next())
                .isInstanceOfSatisfying(
                        PartClosed.class,
                        closed -> assertThat(closed.completed()).isEqualTo(10));
        runs.accept(new PrepareRun(plan));
        runs.accept(start);
        runs.accept(new PrepareRun(plan("other", 1, "g")));

        assertThat(next())
                .as("nothing more was said of the closed run")
                .isInstanceOfSatisfying(
                        PartReady.class, ready -> assertThat(ready.runId()).isEqualTo("other"));
        assertThat(target.requests()).hasSize(10);
    }

    @Test
    void refusesToStartWhatItHasNotPrepared() throws Exception {
        runs.accept(new StartRun(plan("r", 10, "g"), Instant.now()));

        assertThat(next())
                .isInstanceOfSatisfying(
                        PartRefused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .contains("not prepared here"));
        assertThat(target.requests()).isEmpty();
    }

    @Test
    void refusesAStartThatComesTooLate() throws Exception {
        RunPlan plan = plan("r", 10, "g");
        runs.accept(new PrepareRun(plan));
        next();

        runs.accept(new StartRun(plan, Instant.now().minusSeconds(60)));

        assertThat(next())
                .isInstanceOfSatisfying(
                        PartRefused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .matches(
                                        "start: came 60\\d{3} ms late \\(expected: at most 10000 ms; was the broker away\\?\\)"));
        assertThat(runs.active()).isZero();
    }

    @Test
    void catchesUpWithALateStartAndKeepsIntendedStarts() throws Exception {
        RunPlan plan = plan("r", 100, "g");
        runs.accept(new PrepareRun(plan));
        next();

        runs.accept(new StartRun(plan, Instant.now().minusSeconds(2)));
        next();

        Sent sent = new Sent();
        brokers.history().forEach(batch -> sent.add(batch.value()));
        assertThat(sent.requireConsistent().events()).hasSize(100).allMatch(event -> event.lagMicros() >= 900_000);
    }

    @Test
    void forgetsAPreparedRunThatIsStopped() throws Exception {
        runs.accept(new PrepareRun(plan("r", 10, "g")));
        next();

        runs.accept(new StopRun("r", "no", "test"));

        Awaitility.await().until(() -> runs.active() == 0);
    }

    @Test
    void stopsAPartThatOthersHaveGivenUp() throws Exception {
        RunPlan plan = plan("r", 100_000, "g");
        runs.accept(new PrepareRun(plan));
        next();
        runs.accept(new StartRun(plan, Instant.now()));
        Awaitility.await().until(() -> !target.requests().isEmpty());

        runs.accept(new AbandonPart("r", "somebody else", "silent"));
        runs.accept(new AbandonPart("r", "g", "silent"));

        assertThat(next()).isInstanceOf(PartClosed.class);
    }

    @Test
    void leavesRunsOfOthersAlone() throws Exception {
        runs.accept(new PrepareRun(plan("theirs", 10, "h")));
        runs.accept(new StartRun(plan("theirs", 10, "h"), Instant.now()));
        runs.accept(new PrepareRun(plan("ours", 10, "g")));

        assertThat(next())
                .isInstanceOfSatisfying(
                        PartReady.class, ready -> assertThat(ready.runId()).isEqualTo("ours"));
    }

    @Test
    void namesWhatIsMissingForATokenWithoutAKey() throws Exception {
        RunPlan plan = new RunPlan(
                "r",
                "org",
                Scenarios.of(
                        target.uri(),
                        Scenarios.limits(Duration.ofSeconds(1), 1, 1),
                        Scenarios.hold(1, Duration.ofSeconds(1)),
                        Map.of("wechat", new TokenUse("shop")),
                        Map.of(),
                        Scenarios.post("q", "${token.wechat}")),
                List.of(),
                List.of(new RunPart("g", 0)));

        runs.accept(new PrepareRun(plan));

        assertThat(next())
                .isInstanceOfSatisfying(
                        PartRefused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .contains("BREAKWATER_TOKEN_KEY"));
    }

    private GeneratorReport next() throws InterruptedException {
        GeneratorReport report = reports.poll(10, TimeUnit.SECONDS);
        if (report == null) {
            throw new AssertionError("no report within 10 s");
        }
        return report;
    }

    private RunPlan plan(String runId, int arrivals, String generatorId) {
        return new RunPlan(
                runId,
                "org",
                Scenarios.of(
                        target.uri(),
                        Scenarios.limits(Duration.ofSeconds(5), 20, 1_000),
                        Scenarios.hold(100, Duration.ofMillis(arrivals * 10L)),
                        Scenarios.get("q")),
                List.of(),
                List.of(new RunPart(generatorId, 0)));
    }
}
