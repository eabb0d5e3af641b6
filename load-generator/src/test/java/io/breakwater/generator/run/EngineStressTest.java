package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.closed;
import static io.breakwater.generator.run.Scenarios.get;
import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.limits;
import static io.breakwater.generator.run.Scenarios.open;
import static io.breakwater.generator.run.Scenarios.pause;
import static io.breakwater.generator.run.Scenarios.repeat;
import static io.breakwater.generator.run.Scenarios.send;
import static io.breakwater.generator.run.Scenarios.sendAnyhow;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Extraction;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that virtual users do and everything that can come in between, mixed at random: whatever happens, each request is
 * accounted for in every batch. A failure names the seed that shows it again.
 */
@Timeout(60)
class EngineStressTest {

    private static final int RUNS_AT_ONCE = 3;

    private final EngineRig rig = new EngineRig(3);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void accountsForEveryRequestInEveryBatch(long seed) throws Exception {
        List<StressedRun> runs = new ArrayList<>();
        for (int i = 0; i < RUNS_AT_ONCE; i++) {
            runs.add(new StressedRun(new Random(seed * 1_000 + i)));
        }
        for (StressedRun run : runs) {
            run.awaitAndCheck("seed " + seed);
        }
    }

    /** A run whose target and whose controller do what a seed decides. */
    private final class StressedRun {

        private final AtomicInteger arrived = new AtomicInteger();
        private final CountDownLatch over = new CountDownLatch(1);
        private final CompletableFuture<Part> part = new CompletableFuture<>();
        private final int everyCommand;
        private final int end;
        private final boolean atOnce;
        private final long commandSeed;
        private final AtomicInteger commands = new AtomicInteger();
        private final Instant startAt = Instant.now();
        private final ScriptedTarget target;
        private final EngineRig.Started started;

        StressedRun(Random random) {
            everyCommand = 20 + random.nextInt(40);
            // Beyond what comes: every third run ends by itself.
            end = random.nextInt(3) == 0 ? Integer.MAX_VALUE : 50 + random.nextInt(250);
            atOnce = random.nextBoolean();
            commandSeed = random.nextLong();
            target = ScriptedTarget.start(this::answer);
            started = rig.start(scenario(target, random), Map.of(), startAt, 0, 1);
            part.complete(started.part());
        }

        private boolean answer(ScriptedTarget.Request request, OutputStream out)
                throws IOException, InterruptedException {
            int number = arrived.incrementAndGet();
            command(number);
            return switch (new Random(commandSeed + number).nextInt(16)) {
                case 0 -> {
                    out.write(ScriptedTarget.response(500, "{}"));
                    yield true;
                }
                case 1 -> false;
                case 2 -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
                    yield false;
                }
                case 3 -> {
                    out.write("no HTTP at all\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    yield true;
                }
                case 4 -> {
                    // Longer than the request timeout.
                    over.await(300, TimeUnit.MILLISECONDS);
                    yield false;
                }
                default -> {
                    out.write(ScriptedTarget.response(200, "{\"x\":\"" + number % 3 + "\"}"));
                    yield true;
                }
            };
        }

        private void command(int number) {
            Part running = part.join();
            if (number == end) {
                if (atOnce) {
                    running.abort();
                } else {
                    running.stop();
                }
            } else if (number % everyCommand == 0) {
                Random random = new Random(commandSeed - number);
                Instant at = Instant.now().plusMillis(random.nextInt(150) - 30);
                Optional<String> whose = random.nextBoolean() ? Optional.empty() : Optional.of("own");
                switch (random.nextInt(4)) {
                    case 0 -> adjust(running, at, new Adjustment.SetLevel(whose, random.nextInt(300)));
                    case 1 -> adjust(running, at, new Adjustment.Scale(whose, random.nextDouble() * 2));
                    case 2 -> adjust(running, at, new Adjustment.SetLevel(whose, 0));
                    default -> {
                        adjust(running, at, new Adjustment.Pause(whose));
                        adjust(running, at.plusMillis(random.nextInt(100)), new Adjustment.Resume(whose));
                    }
                }
            }
        }

        private synchronized void adjust(Part running, Instant at, Adjustment adjustment) {
            running.adjust(new AdjustLoad("run-1", commands.incrementAndGet(), at, adjustment, "test"));
        }

        void awaitAndCheck(String seed) throws Exception {
            try {
                Sent sent = started.await().requireConsistent();
                StepAccounting totals = started.closed().join();
                long intended = sent.closing().accounting().stream()
                        .mapToLong(StepAccounting::intended)
                        .sum();
                assertThat(totals.intended()).as(seed).isPositive().isEqualTo(intended);
                assertThat(totals.completed() + totals.notSent()).as(seed).isEqualTo(intended);
                assertThat(sent.events()).as(seed).hasSize((int) intended);
                assertThat(sent.closing().health().eventsLost()).isZero();
                assertThat((long) target.requests().size())
                        .as("%s: nothing was sent that is not accounted for", seed)
                        .isLessThanOrEqualTo(
                                totals.completed() + sent.closing().health().requestsResent());
            } finally {
                over.countDown();
                target.close();
            }
        }
    }

    private static Scenario scenario(ScriptedTarget target, Random random) {
        Load own = random.nextBoolean()
                ? closed(hold(1 + random.nextInt(12), Duration.ofMillis(800)))
                : open(hold(1 + random.nextInt(150), Duration.ofMillis(800)));
        Load common = random.nextBoolean()
                ? open(hold(50 + random.nextInt(200), Duration.ofMillis(900)))
                : closed(hold(5 + random.nextInt(20), Duration.ofMillis(900)));
        return Scenario.of(
                "stress",
                "",
                target.uri(),
                Map.of(),
                Map.of(),
                List.of(
                        Scenarios.session("wander", wandering()),
                        Scenarios.session(
                                "meet",
                                send("m1"),
                                new Flow.Rendezvous("r", 3, Duration.ofMillis(40)),
                                sendAnyhow("m2"),
                                pause(Duration.ofMillis(random.nextInt(30))),
                                send("m3", 0.3)),
                        new Session(
                                "own",
                                1,
                                0,
                                Optional.of(own),
                                Duration.ofMillis(random.nextInt(200)),
                                List.of(sendAnyhow("o1"), repeat(3, send("o2")), send("o3")))),
                common,
                List.of(),
                limits(Duration.ofMillis(120), 1 + random.nextInt(30), 1 + random.nextInt(200)));
    }

    /** Takes a value, goes one way or another by it, repeats, jumps, ends, and sometimes lacks the value. */
    private static Flow[] wandering() {
        Step first = get("w1");
        Step taking = new Step(
                first.name(),
                first.request(),
                Map.of("x", new Extraction(Extraction.Source.JSON, "$.x", 0, false, Optional.empty())),
                List.of(),
                1,
                true);
        Flow.Condition one = new Flow.Condition(List.of(List.of(Check.in(Check.Subject.VALUE, "x", List.of("1")))));
        Flow.Condition two = new Flow.Condition(List.of(List.of(Check.in(Check.Subject.VALUE, "x", List.of("2")))));
        return new Flow[] {
            new Flow.Send(taking),
            new Flow.HandOver(List.of("x")),
            new Flow.Choose(one, List.of(send("w2"), new Flow.Jump("w4")), List.of(send("w3", 0.5))),
            new Flow.Choose(two, List.of(new Flow.End()), List.of()),
            new Flow.Assign("y", "${x}-${uuid()}"),
            new Flow.Repeat(4, Optional.of(one), List.of(sendAnyhow("w5"), pause(Duration.ofMillis(3)))),
            new Flow.Send(Scenarios.post("w4", "{\"y\":\"${y}\"}"))
        };
    }
}
