package io.breakwater.generator.session;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.run.AdjustedLoad;
import io.breakwater.events.run.PlannedArrivals;
import io.breakwater.events.run.PoissonArrivals;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Load.Open.Spacing;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.generator.schedule.ArrivalSchedule;
import io.breakwater.generator.schedule.ArrivalShare;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrivals that do not wait for responses: each begins an iteration at the instant that its index says. */
final class OpenLane implements Lane {

    private static final List<LoadPhase> NOTHING = List.of(LoadPhase.of(0, 0, Duration.ZERO, false));

    private final LanePlan plan;
    private final Walk walk;
    private final Accounts accounts;
    private final Draws draws;
    private final ArrivalShare share;
    private final VirtualUserLimit limit;
    private final long skipAfterNanos;
    private final @Nullable PoissonArrivals random;
    private final ArrayDeque<VirtualUser> resting = new ArrayDeque<>();
    private ArrivalSchedule schedule;
    private long arrivals;
    private boolean paused;
    private long startNanos;
    private long nextIndex;
    private long nextIntendedNanos;
    private boolean exhausted;
    private boolean over;

    OpenLane(
            LanePlan plan,
            Load.Open load,
            Walk walk,
            Accounts accounts,
            Draws draws,
            ArrivalShare share,
            VirtualUserLimit limit) {
        this.plan = plan;
        this.walk = walk;
        this.accounts = accounts;
        this.draws = draws;
        this.share = share;
        this.limit = limit;
        this.skipAfterNanos = load.skipAfter().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        this.random = load.spacing() == Spacing.POISSON ? new PoissonArrivals(load.seed()) : null;
        this.schedule = ArrivalSchedule.of(load.phases());
        this.arrivals = PlannedArrivals.of(load);
        this.nextIndex = share.firstIndex();
    }

    @Override
    public void start(long laneStartNanos) {
        startNanos = laneStartNanos;
        findNext();
    }

    @Override
    public void adjust(AdjustedLoad load) {
        paused = load.isPaused();
        over = false;
        schedule = ArrivalSchedule.of(load.phases().isEmpty() ? NOTHING : load.phases());
        arrivals = PlannedArrivals.of((Load.Open) load.load());
        findNext();
    }

    private void findNext() {
        exhausted = nextIndex >= arrivals;
        if (!exhausted) {
            nextIntendedNanos = intendedNanos(nextIndex);
        } else {
            // To the planned end, for until then the load may be raised.
            nextIntendedNanos = paused ? Long.MAX_VALUE : startNanos + schedule.durationNanos();
        }
    }

    @Override
    public long nextNanos() {
        return over ? Long.MAX_VALUE : nextIntendedNanos;
    }

    @Override
    public long gatheredNanos(long gatherNanos) {
        if (over || exhausted || nextIndex + share.stride() >= arrivals) {
            return nextNanos();
        }
        // What is skipped when it is late must not be made late.
        long bound = Math.min(gatherNanos, skipAfterNanos / 2);
        return TurnTimer.gathered(nextIntendedNanos, intendedNanos(nextIndex + share.stride()), bound);
    }

    private long intendedNanos(long index) {
        return startNanos + schedule.nanosAt(random == null ? (double) index : random.position(index));
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public void dispatch(long nowNanos) {
        if (exhausted) {
            over = true;
            return;
        }
        long index = nextIndex;
        long intendedNanos = nextIntendedNanos;
        nextIndex += share.stride();
        findNext();
        accounts.iterationBegun(plan.index());
        Program program = plan.programs().get(plan.rotation().session(index));
        if (intendedNanos < accounts.frontierNanos()) {
            // Asked for by a change of the load that came late: its window may be closed, so it is counted in the next
            // one.
            neverBegun(program, accounts.frontierNanos(), NotSentReason.TOO_LATE);
            return;
        }
        accounts.dispatched(intendedNanos, nowNanos);
        if (nowNanos - intendedNanos > skipAfterNanos) {
            neverBegun(program, intendedNanos, NotSentReason.TOO_LATE);
        } else if (limit.isReached()) {
            neverBegun(program, intendedNanos, NotSentReason.NO_VIRTUAL_USER);
        } else {
            VirtualUser user = resting.isEmpty() ? new VirtualUser(walk, this, program, 0) : resting.pop();
            if (draws.drawForUser(program, user, index) && draws.drawForIteration(program, user, index)) {
                limit.take();
                // Each arrival is another user.
                user.begin(program, intendedNanos, plan.index(), index, index);
                walk.begin(user, nowNanos);
            } else {
                resting.push(user);
                neverBegun(program, intendedNanos, NotSentReason.DATA_USED_UP);
            }
        }
    }

    private void neverBegun(Program program, long intendedNanos, NotSentReason reason) {
        accounts.intended(program.firstStep());
        accounts.notSent(program.firstStep(), intendedNanos, reason);
    }

    @Override
    public boolean again(VirtualUser user, long endNanos) {
        return false;
    }

    @Override
    public void left(VirtualUser user, long nowNanos) {
        limit.giveBack();
        resting.push(user);
    }
}
