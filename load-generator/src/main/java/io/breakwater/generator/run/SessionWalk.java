package io.breakwater.generator.run;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.request.UnreadableBatchException;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.publish.BatchSender;
import io.breakwater.generator.publish.EventBacklog;
import io.breakwater.generator.publish.EventPublisher;
import io.breakwater.generator.sample.SampleSink;
import io.breakwater.generator.session.CompiledRun;
import io.breakwater.generator.session.RunCompiler;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Walks sessions through once, on the real engine, with an event loop of its own, so that no load that is under way waits for
 * it. Every exchange becomes a sample; none becomes an event. Thread-safe.
 */
public final class SessionWalk {

    private static final long BACKLOG_BYTES = 1024 * 1024;

    /** How soon a walk hears that nobody wants it any more. */
    private static final long LOOK_MILLIS = 50;

    private static final Duration ABORT_LIMIT = Duration.ofSeconds(5);

    private final String generatorId;
    private final Clock wallClock;
    private final SampleSink samples;
    private final EventLoops loops = new EventLoops(1);

    /**
     * What to walk in.
     *
     * @param plan     the run; its parts play no role
     * @param compiler of its scenario; sessions that it compiled share what they hand over
     * @param targets  where to
     */
    public record Ground(RunPlan plan, RunCompiler compiler, RunTargets targets) {}

    /**
     * What came of a walk.
     *
     * @param failures what failed and ended the session, in words
     * @param notSent  requests that were never sent, for a value or a token was missing, in words
     * @param cutOff   why it was ended early, in words; empty when it was not
     */
    public record Walked(List<String> failures, List<String> notSent, List<String> cutOff) {
        public Walked {
            failures = List.copyOf(failures);
            notSent = List.copyOf(notSent);
            cutOff = List.copyOf(cutOff);
        }

        /** All of it. */
        List<String> problems() {
            // What was cut off failed by that, which is no news.
            if (!cutOff.isEmpty()) {
                return cutOff;
            }
            return Stream.concat(failures.stream(), notSent.stream()).toList();
        }
    }

    /**
     * Walks with nobody under way.
     *
     * @param generatorId this generator
     * @param wallClock   the clock of starts and tokens
     * @param samples     the way of samples out
     */
    public SessionWalk(String generatorId, Clock wallClock, SampleSink samples) {
        this.generatorId = generatorId;
        this.wallClock = wallClock;
        this.samples = samples;
    }

    /**
     * Walks a session through.
     *
     * @param ground        what to walk in
     * @param session       the session
     * @param deadlineNanos the {@code System.nanoTime()} at which it is cut off
     * @param wanted        asked now and then; it is cut off when it is not
     * @throws InterruptedException     when the process ends meanwhile; it is cut off
     * @throws IllegalArgumentException when the session cannot be sent
     */
    public Walked walk(Ground ground, Session session, long deadlineNanos, BooleanSupplier wanted)
            throws InterruptedException {
        long beganNanos = System.nanoTime();
        CompiledRun compiled = ground.compiler().once(session);
        Findings findings = new Findings(session, compiled.stepNames());
        EventPublisher publisher = new EventPublisher(findings, new EventBacklog(BACKLOG_BYTES));
        CompletableFuture<StepAccounting> closed = new CompletableFuture<>();
        RunPlan plan = new RunPlan(
                ground.plan().runId(),
                ground.plan().organisation(),
                ground.plan().scenario(),
                List.of(),
                List.of(new RunPart(generatorId, 0)));
        Part part = Part.start(
                new PreparedRun(plan, 0, compiled, ground.targets()),
                wallClock.instant(),
                new Part.Surroundings(
                        generatorId, "", loops, publisher, () -> 0, System::nanoTime, wallClock, findings),
                (totals, lost) -> closed.complete(totals));
        List<String> cutOff = List.of();
        try {
            if (!isOver(closed, deadlineNanos, wanted)) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganNanos);
                cutOff = List.of("session " + session.name() + ": not over after " + seconds
                        + " s (expected: one walk through it)");
            }
        } finally {
            if (!closed.isDone()) {
                part.abort();
                closed.orTimeout(ABORT_LIMIT.toSeconds(), TimeUnit.SECONDS)
                        .handle((totals, late) -> "")
                        .join();
            }
            publisher.close();
        }
        return new Walked(findings.failures, findings.notSent, cutOff);
    }

    private static boolean isOver(CompletableFuture<StepAccounting> closed, long deadlineNanos, BooleanSupplier wanted)
            throws InterruptedException {
        while (System.nanoTime() < deadlineNanos && wanted.getAsBoolean()) {
            try {
                closed.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                // Not yet; look again.
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return false;
    }

    /** Ends the event loop; nobody must be under way. */
    public void close() throws InterruptedException {
        loops.close();
    }

    /** Notes what samples and batches show to have gone wrong. Lists are small: a session that fails ends. */
    private final class Findings implements SampleSink, BatchSender {

        private static final int MOST = 100;

        private final Session session;
        private final List<String> stepNames;
        private final Set<String> tolerant = new HashSet<>();
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private final List<String> notSent = new CopyOnWriteArrayList<>();

        Findings(Session session, List<String> stepNames) {
            this.session = session;
            this.stepNames = stepNames;
            session.steps().stream().filter(Step::goOnIfFailed).map(Step::name).forEach(tolerant::add);
        }

        @Override
        public void offer(Supplier<RequestSample> sample, Runnable dropped) {
            RequestSample readable = sample.get();
            boolean failed = readable.outcome() != RequestOutcome.SUCCEEDED
                    || readable.business().isFailure()
                    || !readable.failures().isEmpty();
            if (failed) {
                note(failures, readable.step(), String.join(", ", readable.failures()));
            }
            samples.offer(() -> readable, dropped);
        }

        @Override
        public void send(byte[] key, byte[] batch, OnEnd onEnd) {
            RequestEventReader reader = new RequestEventReader();
            try {
                reader.read(batch);
                for (int i = 0; i < reader.events(); i++) {
                    if (!reader.sent(i)) {
                        NotSentReason reason = reader.notSentReason(i);
                        note(
                                notSent,
                                stepNames.get(reader.step(i)),
                                "not sent: "
                                        + reason.name().toLowerCase(Locale.ROOT).replace('_', ' '));
                    }
                }
            } catch (UnreadableBatchException e) {
                throw new IllegalStateException("batch: made here and unreadable (expected: readable)", e);
            } finally {
                onEnd.ended(true);
            }
        }

        private void note(List<String> list, String step, String words) {
            if (!tolerant.contains(step) && list.size() < MOST) {
                list.add("session " + session.name() + ", step " + step + ": " + words);
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
