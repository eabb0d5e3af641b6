package io.breakwater.generator.session;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.generator.data.RowPick;
import io.breakwater.generator.http.Transport;
import io.breakwater.generator.publish.LoopEvents;
import io.breakwater.generator.publish.PartEvents;
import io.breakwater.generator.schedule.ArrivalShare;
import io.breakwater.generator.session.CompiledRun.CompiledSession;
import io.breakwater.generator.value.Filling;
import io.breakwater.measurement.histogram.LatencyHistogram;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one event loop's arrivals of a part and writes down what comes of them. Except for {@link #start}, {@link #stop} and
 * {@link #abort}, everything happens on the event loop.
 */
public final class LoopDriver {

    private static final Logger LOG = LoggerFactory.getLogger(LoopDriver.class);

    /** Events reach Kafka this soon, so that a window is seen while it is fresh. */
    private static final long HAND_OVER_NANOS = Duration.ofMillis(200).toNanos();

    /** Readers hear from a part at least this often, events or none. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(1).toNanos();

    /** A Kafka record stays well under 1 MiB. */
    private static final int MOST_EVENTS_IN_A_BATCH = 10_000;

    /** Timeouts are found this late at worst, and a pause of the loop is told this exactly. */
    private static final long TICK_NANOS = Duration.ofMillis(10).toNanos();

    /** After this many arrivals in a row, as in catching up after a stall, responses get their turn. */
    private static final int MOST_DISPATCHED_AT_ONCE = 128;

    private final CompiledRun run;
    private final EventLoop loop;
    private final int loopIndex;
    private final ArrivalShare share;
    private final Transport connections;
    private final PartEvents events;
    private final LongSupplier nanoClock;
    private final Clock wallClock;
    private final Runnable partAbort;
    private final StepCounts counts;
    private final Filling filling;
    private final Iteration[] underWay;
    private final ArrayDeque<Iteration> resting = new ArrayDeque<>();

    private RequestEventWriter writer = new RequestEventWriter();
    private LatencyHistogram dispatchLag = new LatencyHistogram();
    private long longestPauseNanos;
    private int active;
    private long iterations;
    private long startNanos;
    private long nextIndex;
    private long nextIntendedNanos;
    private long handedOverNanos;
    private long tickDueNanos;
    private boolean started;
    private boolean exhausted;
    private boolean stopping;
    private boolean broken;
    private boolean ended;
    private @Nullable ScheduledFuture<?> dispatchTimer;
    private @Nullable ScheduledFuture<?> tickTimer;

    /**
     * A driver that has not started.
     *
     * @param run          what to send
     * @param loop         the event loop
     * @param loopIndex    which loop of the part, from 0
     * @param share        its arrivals
     * @param virtualUsers how many iterations may be under way at once; at least 1
     * @param connections  its own way to the targets
     * @param events       where events go
     * @param nanoClock    the clock of intended and actual starts
     * @param wallClock    the clock of tokens
     * @param partAbort    ends the other loops too, when a defect ends this one
     */
    public LoopDriver(
            CompiledRun run,
            EventLoop loop,
            int loopIndex,
            ArrivalShare share,
            int virtualUsers,
            Transport connections,
            PartEvents events,
            LongSupplier nanoClock,
            Clock wallClock,
            Runnable partAbort) {
        this.run = run;
        this.loop = loop;
        this.loopIndex = loopIndex;
        this.share = share;
        this.connections = connections;
        this.events = events;
        this.nanoClock = nanoClock;
        this.wallClock = wallClock;
        this.partAbort = partAbort;
        this.counts = new StepCounts(run.stepNames().size());
        this.filling = run.newFilling();
        this.underWay = new Iteration[virtualUsers];
        connections.tellDefectsTo(this::brokenBy);
    }

    /** Begins: the first arrival is due at this {@code nanoClock} time plus what the schedule says. From any thread. */
    public void start(long runStartNanos) {
        onLoop(() -> {
            started = true;
            startNanos = runStartNanos;
            nextIndex = share.firstIndex();
            findNext();
            long now = nanoClock.getAsLong();
            handedOverNanos = now;
            tickDueNanos = now + TICK_NANOS;
            tickTimer = after(TICK_NANOS, this::tick);
            if (stopping) {
                endIfDone();
            } else {
                dispatchDue();
            }
        });
    }

    /** Begins nothing more, awaits what is under way, and ends. From any thread. */
    public void stop() {
        onLoop(() -> {
            stopping = true;
            connections.dropWaiting(NotSentReason.STOPPED);
            endIfDone();
        });
    }

    /** Ends at once. From any thread. */
    public void abort() {
        onLoop(() -> {
            stopping = true;
            connections.dropWaiting(NotSentReason.STOPPED);
            connections.abort();
            endIfDone();
        });
    }

    private void onLoop(Runnable work) {
        loop.execute(() -> guarded(work));
    }

    private ScheduledFuture<?> after(long nanos, Runnable work) {
        return loop.schedule(() -> guarded(work), nanos, TimeUnit.NANOSECONDS);
    }

    /** The loop swallows what its tasks throw, and a task that sets its timer at its end would never run again. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable defect) {
            brokenBy(defect);
        }
    }

    /** Ends the part once the stack that met the defect is gone. */
    private void brokenBy(Throwable defect) {
        loop.execute(() -> breakOff(defect));
    }

    /** Ends at once, whatever state the defect left behind, so that the part closes with its accounting. */
    private void breakOff(Throwable defect) {
        if (broken) {
            return;
        }
        broken = true;
        LOG.error(
                "run {}: a defect of the generator ended loop {} with {} iterations under way; its part is aborted",
                events.runId(),
                loopIndex,
                active,
                defect);
        stopping = true;
        connections.close();
        while (active > 0) {
            Iteration iteration = underWay[active - 1];
            try {
                iteration.breakOff(nanoClock.getAsLong());
            } catch (Throwable further) {
                defect.addSuppressed(further);
                if (active > 0 && underWay[active - 1] == iteration) {
                    // It stays intended and never ends: the accounting then shows that it is missing.
                    active--;
                }
            }
        }
        guarded(this::endIfDone);
        partAbort.run();
    }

    /** Sends all arrivals that are due, however late, and sets the timer for the next. */
    private void dispatchDue() {
        int left = MOST_DISPATCHED_AT_ONCE;
        long now = nanoClock.getAsLong();
        while (!exhausted && !stopping && nextIntendedNanos <= now && left-- > 0) {
            dispatch(nextIndex, nextIntendedNanos, now);
            nextIndex += share.stride();
            findNext();
            now = nanoClock.getAsLong();
        }
        if (exhausted || stopping) {
            endIfDone();
        } else {
            // A timer even when the next is due already: the loop looks at its sockets before it runs timers again.
            dispatchTimer = after(Math.max(1, nextIntendedNanos - now), this::dispatchDue);
        }
    }

    private void findNext() {
        if (nextIndex >= run.schedule().arrivals()) {
            exhausted = true;
        } else {
            nextIntendedNanos = startNanos + run.schedule().intendedStartNanos(nextIndex);
        }
    }

    private void dispatch(long index, long intendedNanos, long now) {
        iterations++;
        dispatchLag.record((now - intendedNanos) / 1_000);
        CompiledSession session = run.sessions().get(run.rotation().session(index));
        int firstStep = session.steps().get(0).index();
        if (active == underWay.length) {
            neverBegun(firstStep, intendedNanos, NotSentReason.NO_VIRTUAL_USER);
            return;
        }
        Iteration iteration =
                resting.isEmpty() ? new Iteration(this, session, run.newRows(), run.newValues()) : resting.pop();
        for (int slot : session.dataSlots()) {
            RowPick pick = run.data().pick(slot);
            if (pick.isUsedUp(index)) {
                resting.push(iteration);
                neverBegun(firstStep, intendedNanos, NotSentReason.DATA_USED_UP);
                return;
            }
            iteration.rows()[slot] = pick.row(index);
        }
        iteration.values().begin(0, index);
        iteration.begin(session, intendedNanos);
        iteration.place = active;
        underWay[active++] = iteration;
        // Not earlier: whatever is intended must be found when a defect ends the loop.
        counts.intended(firstStep);
        connections.submit(iteration);
    }

    private void neverBegun(int step, long intendedNanos, NotSentReason reason) {
        writer.notSent(step, micros(intendedNanos), reason);
        counts.intended(step);
        counts.notSent(step);
        handOverIfFull();
    }

    /** Whether iterations may still begin further steps. */
    boolean begins() {
        return !stopping;
    }

    Filling filling() {
        return filling;
    }

    long wallMillis() {
        return wallClock.millis();
    }

    void intended(Iteration iteration) {
        counts.intended(iteration.step().index());
    }

    void completed(Iteration iteration, long nowNanos, RequestOutcome outcome, int status, BusinessOutcome business) {
        iteration.write(writer, startNanos, nowNanos, outcome, status, business);
        counts.completed(iteration.step().index());
    }

    void notSent(Iteration iteration, NotSentReason reason) {
        int step = iteration.step().index();
        writer.notSent(step, micros(iteration.intendedNanos()), reason);
        counts.notSent(step);
        end(iteration);
    }

    /** The iteration's walk is over. */
    void end(Iteration iteration) {
        Iteration moved = underWay[--active];
        underWay[iteration.place] = moved;
        moved.place = iteration.place;
        resting.push(iteration);
        handOverIfFull();
        endIfDone();
    }

    private void endIfDone() {
        if (ended || active > 0 || !(exhausted || stopping) || !started) {
            return;
        }
        ended = true;
        cancel(dispatchTimer);
        cancel(tickTimer);
        connections.close();
        handOver(true);
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void tick() {
        long now = nanoClock.getAsLong();
        longestPauseNanos = Math.max(longestPauseNanos, now - tickDueNanos);
        connections.sweep();
        if (ended) {
            return;
        }
        boolean worthABatch = writer.events() > 0 && now - handedOverNanos >= HAND_OVER_NANOS;
        if (worthABatch || now - handedOverNanos >= SILENCE_NANOS) {
            handOver(false);
        }
        tickDueNanos = nanoClock.getAsLong() + TICK_NANOS;
        tickTimer = after(TICK_NANOS, this::tick);
    }

    private void handOverIfFull() {
        if (writer.events() >= MOST_EVENTS_IN_A_BATCH) {
            handOver(false);
        }
    }

    private void handOver(boolean last) {
        handedOverNanos = nanoClock.getAsLong();
        long[] inFlight = new long[run.stepNames().size()];
        long frontierNanos = exhausted || stopping ? Long.MAX_VALUE : nextIntendedNanos;
        for (int i = 0; i < active; i++) {
            inFlight[underWay[i].step().index()]++;
            frontierNanos = Math.min(frontierNanos, underWay[i].intendedNanos());
        }
        List<StepAccounting> accounting = counts.accounting(inFlight);
        long frontierMicros = frontierNanos == Long.MAX_VALUE ? Long.MAX_VALUE : micros(frontierNanos);
        LoadProgress progress = new LoadProgress(List.of(iterations), 0, broken || (stopping && !exhausted));
        boolean taken = events.accept(new LoopEvents(
                loopIndex,
                writer,
                accounting,
                progress,
                frontierMicros,
                dispatchLag,
                longestPauseNanos / 1_000,
                connections.requestsResent(),
                last));
        writer = new RequestEventWriter();
        if (taken) {
            dispatchLag = new LatencyHistogram();
            longestPauseNanos = 0;
        }
    }

    private long micros(long nanos) {
        return (nanos - startNanos) / 1_000;
    }
}
