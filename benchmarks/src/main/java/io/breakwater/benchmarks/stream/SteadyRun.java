package io.breakwater.benchmarks.stream;

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
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A run at a constant rate whose events are made up: most requests take 20 to 60 ms, one in fifty up to a second, one in two
 * hundred fails. Arrivals take the steps in turn.
 *
 * @param runId     the run
 * @param startAt   its start
 * @param parts     generators that share it
 * @param steps     its steps
 * @param perSecond arrivals a second, over all parts
 * @param seconds   how long it lasts
 */
record SteadyRun(String runId, Instant startAt, int parts, int steps, int perSecond, int seconds) {

    private static final List<Long> LIMITS_MICROS = List.of(170_000L, 870_000L);

    StartRun start() {
        List<RunPlan.RunPart> planned = IntStream.range(0, parts)
                .mapToObj(part -> new RunPlan.RunPart("g-" + part, part))
                .toList();
        List<Session> sessions = stepNames().stream()
                .map(step -> Session.of(
                        step,
                        1,
                        List.of(Step.of(
                                step,
                                Request.Http.of(Request.Http.Method.GET, "/" + step, Map.of(), Optional.empty()),
                                List.of()))))
                .toList();
        Scenario scenario = Scenario.of(
                "steady",
                "",
                URI.create("http://127.0.0.1:1"),
                Map.of(),
                Map.of(),
                sessions,
                Load.Open.of(List.of(LoadPhase.of(perSecond, perSecond, Duration.ofSeconds(seconds), false))),
                List.of(Objective.withinAtLeast(170_000, 0.9), Objective.overAtMost(870_000, 0.05)),
                HttpSettings.DEFAULT);
        return new StartRun(new RunPlan(runId, "bench", scenario, List.of(), planned), startAt);
    }

    List<String> stepNames() {
        return IntStream.range(0, steps).mapToObj(step -> "step-" + step).toList();
    }

    long events() {
        return (long) perSecond * seconds;
    }

    /** The events of one part as they follow one another. Not thread-safe. */
    final class Part {

        private final int part;
        private final SplittableRandom random;
        private final RequestEventWriter writer = new RequestEventWriter();
        private final long[] completed = new long[steps];
        private final BatchKey key;
        private long arrival;
        private long batchNumber;

        Part(int part) {
            this.part = part;
            this.arrival = part;
            this.key = new BatchKey(runId, "g-" + part);
            this.random = new SplittableRandom(runId.hashCode() * 31L + part);
        }

        boolean hasNext() {
            return arrival < events();
        }

        /** When the next event was to be sent, in microseconds since the run's start. */
        long nextMicros() {
            return Math.min(arrival, events()) * 1_000_000 / perSecond;
        }

        byte[] key() {
            return key.toBytes();
        }

        /** The events intended before a time, at most so many, as a batch; the last one closes the part. */
        byte[] nextBatch(long untilMicros, int most) {
            int count = 0;
            for (; hasNext() && count < most && nextMicros() < untilMicros; count++) {
                NaiveEvent event = next();
                boolean failed = event.failed;
                writer.completed(
                        (int) ((arrival - parts) % steps),
                        event.intendedMillis,
                        event.responseMicros - event.serviceMicros,
                        event.serviceMicros,
                        failed ? 0 : event.serviceMicros - 40,
                        0,
                        0,
                        event.bytesSent,
                        event.bytesReceived,
                        failed ? RequestOutcome.CONNECTION_CLOSED : RequestOutcome.SUCCEEDED,
                        event.status,
                        failed ? BusinessOutcome.NOT_CHECKED : BusinessOutcome.SUCCEEDED);
                completed[(int) ((arrival - parts) % steps)]++;
            }
            List<StepAccounting> accounting = new ArrayList<>();
            long all = 0;
            for (long step : completed) {
                accounting.add(new StepAccounting(step, step, 0, 0));
                all += step;
            }
            return writer.toBatch(new BatchHeader(
                    runId,
                    key.generatorId(),
                    "local",
                    part,
                    parts,
                    batchNumber++,
                    startAt,
                    nextMicros(),
                    0,
                    LIMITS_MICROS,
                    stepNames(),
                    accounting,
                    new LoadProgress(List.of(all), 0, false),
                    new GeneratorHealth(0.3, 900, 0, 0, 0, 0, new byte[0]),
                    !hasNext()));
        }

        /** The next event, with its intended start in microseconds since the run's start in place of the time of day. */
        NaiveEvent next() {
            NaiveEvent event = new NaiveEvent();
            event.intendedMillis = nextMicros();
            int dice = random.nextInt(1_000);
            event.serviceMicros = dice < 20 ? random.nextLong(1_000_000) : 20_000 + random.nextLong(40_000);
            event.responseMicros = event.serviceMicros + random.nextLong(900);
            event.failed = dice >= 995;
            event.status = (short) (event.failed ? 0 : 200);
            event.bytesSent = 310;
            event.bytesReceived = event.failed ? 0 : 520 + random.nextInt(40);
            arrival += parts;
            return event;
        }

        /** The key that the naive job groups the event by that came last. */
        String naiveKey() {
            return runId + "/step-" + (arrival - parts) % steps;
        }
    }
}
