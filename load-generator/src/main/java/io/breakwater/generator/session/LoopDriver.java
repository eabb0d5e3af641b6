package io.breakwater.generator.session;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.run.AdjustedLoad;
import io.breakwater.events.scenario.Load;
import io.breakwater.generator.publish.LoopRemarks;
import io.breakwater.generator.publish.PartEvents;
import io.breakwater.generator.sample.Sampler;
import io.breakwater.generator.schedule.ArrivalShare;
import io.breakwater.generator.websocket.WithWebSockets;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one event loop's share of a part and writes down what comes of it. Except for {@link #start}, {@link #adjust}, {@link
 * #stop} and {@link #abort}, everything happens on the event loop.
 */
public final class LoopDriver {

    private static final Logger LOG = LoggerFactory.getLogger(LoopDriver.class);

    /** Events reach Kafka this soon, so that a window is seen while it is fresh. */
    private static final long HAND_OVER_NANOS = Duration.ofMillis(500).toNanos();

    /** Readers hear from a part at least this often, events or none. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(1).toNanos();

    /** Timeouts are found this late at worst, and a pause of the loop is told this exactly. */
    private static final long TICK_NANOS = Duration.ofMillis(10).toNanos();

    /** A tick that is due this soon after a turn comes along with it: each wake-up that is saved counts. */
    private static final long TICK_EARLY_NANOS = Duration.ofMillis(1).toNanos();

    /** After so many beginnings in a row, as in catching up after a stall, responses get their turn. */
    private static final int MOST_DISPATCHED_AT_ONCE = 128;

    private final EventLoop loop;
    private final int loopIndex;
    private final WithWebSockets connections;
    private final PartEvents events;
    private final LongSupplier nanoClock;
    private final Runnable partAbort;
    private final Accounts accounts;
    private final Walk walk;
    private final List<LanePlan> plans;
    private final Lane[] lanes;
    private final TurnTimer turnTimer;
    private final long[] inFlight;

    private long handedOverNanos;
    private long tickDueNanos;
    private boolean inTurn;
    private boolean started;
    private boolean stopping;
    private boolean cutShort;
    private boolean broken;
    private boolean ended;
    private @Nullable ScheduledFuture<?> tickTimer;

    /**
     * What the drivers of a part share.
     *
     * @param run       what to send
     * @param meetings  where virtual users of all loops wait for each other
     * @param events    where events go
     * @param nanoClock the clock of intended and actual starts
     * @param gatherNanos how long what is due may wait for what is due next, so that they begin together
     * @param wallClock the clock of tokens
     * @param partAbort ends the other loops too, when a defect ends one
     * @param stopWanted told why the run is to be stopped, any number of times
     */
    public record Shared(
            CompiledRun run,
            Meetings meetings,
            PartEvents events,
            LongSupplier nanoClock,
            long gatherNanos,
            Clock wallClock,
            Runnable partAbort,
            Consumer<String> stopWanted) {}

    /**
     * A driver that has not started.
     *
     * @param shared       what it has in common with the other loops
     * @param loop         the event loop
     * @param loopIndex    which loop of the part, from 0
     * @param share        its arrivals and virtual users
     * @param virtualUsers how many iterations of open loads may be under way at once; at least 1
     * @param connections  its own way to the targets
     * @param sampler      picks the exchanges that are kept whole
     */
    public LoopDriver(
            Shared shared,
            EventLoop loop,
            int loopIndex,
            ArrivalShare share,
            int virtualUsers,
            WithWebSockets connections,
            Sampler sampler) {
        this.loop = loop;
        this.loopIndex = loopIndex;
        this.connections = connections;
        this.events = shared.events();
        this.nanoClock = shared.nanoClock();
        this.partAbort = shared.partAbort();
        this.turnTimer = new TurnTimer(loop, shared.gatherNanos(), nanoClock, () -> guarded(this::turn));
        CompiledRun run = shared.run();
        this.inFlight = new long[run.stepNames().size()];
        this.accounts = new Accounts(
                loopIndex,
                inFlight.length,
                1 + run.lanes().get(run.lanes().size() - 1).index(),
                run.tokens(),
                events);
        this.walk = new Walk(
                run,
                share,
                connections,
                accounts,
                sampler,
                shared.meetings().all(),
                nanoClock,
                shared.wallClock(),
                this::turnBy,
                this::someoneLeft);
        this.plans = run.lanes();
        this.lanes =
                lanes(new Draws(run.data(), share, shared.stopWanted()), share, new VirtualUserLimit(virtualUsers));
        for (int i = 0; i < shared.meetings().all().size(); i++) {
            int meeting = i;
            shared.meetings()
                    .all()
                    .get(i)
                    .tell((round, endedNanos) -> onLoop(() -> walk.meetingEnded(meeting, round, endedNanos)));
        }
        connections.tellDefectsTo(this::brokenBy);
    }

    private Lane[] lanes(Draws draws, ArrivalShare share, VirtualUserLimit limit) {
        List<Lane> made = new ArrayList<>();
        for (LanePlan plan : plans) {
            Load load = plan.load();
            if (load instanceof Load.Open open) {
                made.add(new OpenLane(plan, open, walk, accounts, draws, share, limit));
            } else if (load instanceof Load.Closed closed) {
                made.add(new ClosedLane(plan, closed, walk, accounts, draws, share));
            }
        }
        return made.toArray(Lane[]::new);
    }

    /** Begins: the loads count from this {@code nanoClock} time on. From any thread. */
    public void start(long runStartNanos) {
        onLoop(() -> {
            started = true;
            accounts.begin(runStartNanos);
            for (int i = 0; i < lanes.length; i++) {
                lanes[i].start(runStartNanos + plans.get(i).startAfterNanos());
            }
            long now = nanoClock.getAsLong();
            handedOverNanos = now;
            tickDueNanos = now + TICK_NANOS;
            tickTimer = after(TICK_NANOS, this::tick);
            turn();
        });
    }

    /**
     * Follows loads that were adjusted. From any thread.
     *
     * @param number the number of the latest change
     * @param loads  all loads, in the order of the run's lanes
     */
    public void adjust(int number, List<AdjustedLoad> loads) {
        onLoop(() -> {
            if (ended || stopping) {
                return;
            }
            accounts.adjusted(number);
            for (int i = 0; i < lanes.length; i++) {
                lanes[i].adjust(loads.get(i));
            }
            if (started) {
                turn();
            }
        });
    }

    /** Begins nothing more, awaits what is under way, and ends. From any thread. */
    public void stop() {
        onLoop(this::beginStopping);
    }

    /** Ends at once. From any thread. */
    public void abort() {
        onLoop(() -> {
            beginStopping();
            connections.abort();
            endIfDone();
        });
    }

    private void beginStopping() {
        cutShort |= !ended && !allLanesAreOver();
        stopping = true;
        walk.stop();
        connections.dropWaiting(NotSentReason.STOPPED);
        endIfDone();
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
        inTurn = false;
        LOG.error(
                "run {}: a defect of the generator ended loop {} with {} virtual users under way; its part is aborted",
                events.runId(),
                loopIndex,
                walk.active(),
                defect);
        stopping = true;
        connections.close();
        walk.breakOff(defect);
        guarded(this::endIfDone);
        partAbort.run();
    }

    /** Begins all that is due, however late, and sets the timer for what follows. */
    private void turn() {
        inTurn = true;
        int left = MOST_DISPATCHED_AT_ONCE;
        long now = nanoClock.getAsLong();
        while (!stopping && left-- > 0) {
            Lane lane = earliestLane();
            if (walk.waiting().nextNanos() <= Math.min(now, lane.nextNanos())) {
                walk.wakeNext(now);
            } else if (lane.nextNanos() <= now) {
                lane.dispatch(now);
            } else {
                break;
            }
            handOverIfFull();
            now = nanoClock.getAsLong();
        }
        inTurn = false;
        endIfDone();
        if (!stopping && !ended) {
            long due = Math.min(walk.waiting().nextNanos(), earliestLane().nextNanos());
            turnTimer.next(due, left < 0 ? due : gatheredNanos());
            if (tickTimer != null && tickDueNanos - now <= TICK_EARLY_NANOS) {
                cancel(tickTimer);
                tick();
            }
        }
    }

    private Lane earliestLane() {
        Lane earliest = lanes[0];
        for (int i = 1; i < lanes.length; i++) {
            if (lanes[i].nextNanos() < earliest.nextNanos()) {
                earliest = lanes[i];
            }
        }
        return earliest;
    }

    private long gatheredNanos() {
        long gathered = walk.waiting().gatheredNanos(turnTimer.gatherNanos());
        for (Lane lane : lanes) {
            gathered = Math.min(gathered, lane.gatheredNanos(turnTimer.gatherNanos()));
        }
        return gathered;
    }

    private void turnBy(long dueNanos) {
        if (!inTurn && !stopping && !ended) {
            turnTimer.by(dueNanos);
        }
    }

    private void someoneLeft() {
        handOverIfFull();
        endIfDone();
        if (!inTurn && !stopping && !ended) {
            turnTimer.alreadyAwake();
        }
    }

    private boolean allLanesAreOver() {
        for (Lane lane : lanes) {
            if (!lane.isOver()) {
                return false;
            }
        }
        return true;
    }

    private void endIfDone() {
        if (ended || inTurn || !started || walk.active() > 0 || !(stopping || allLanesAreOver())) {
            return;
        }
        ended = true;
        turnTimer.cancel();
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
        accounts.stoodStill(now - tickDueNanos);
        connections.sweep();
        if (ended) {
            return;
        }
        boolean worthABatch = accounts.hasEvents() && now - handedOverNanos >= HAND_OVER_NANOS;
        if (worthABatch || now - handedOverNanos >= SILENCE_NANOS) {
            handOver(false);
        }
        tickDueNanos = nanoClock.getAsLong() + TICK_NANOS;
        tickTimer = after(TICK_NANOS, this::tick);
    }

    private void handOverIfFull() {
        if (accounts.isFull() && !ended) {
            handOver(false);
        }
    }

    private void handOver(boolean last) {
        long now = nanoClock.getAsLong();
        handedOverNanos = now;
        walk.countInFlight(inFlight);
        accounts.handOver(inFlight, broken || cutShort, frontierNanos(now), remarks(), last);
    }

    private LoopRemarks remarks() {
        return new LoopRemarks(connections.requestsResent(), walk.sampler().dropped(), connections.messagesDropped());
    }

    private long frontierNanos(long nowNanos) {
        long frontier = walk.frontierNanos();
        if (stopping || allLanesAreOver()) {
            return frontier;
        }
        // Not beyond this instant: the load may be raised at any time.
        return Math.min(frontier, Math.min(nowNanos, earliestLane().nextNanos()));
    }
}
