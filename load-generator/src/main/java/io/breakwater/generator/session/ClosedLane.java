package io.breakwater.generator.session;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.run.AdjustedLoad;
import io.breakwater.events.scenario.Load;
import io.breakwater.generator.schedule.ArrivalShare;
import io.breakwater.generator.schedule.LevelSchedule;
import java.util.ArrayList;
import java.util.List;

/**
 * Virtual users who wait for responses. Number {@code u} is there while {@code u} is below the level; it leaves at the end of
 * an iteration, and comes back when the level rises again.
 *
 * <p>The share of a session's virtual users that is there from the first instant stays to the planned end, whatever the level
 * does, until somebody adjusts the load.
 */
final class ClosedLane implements Lane {

    private final LanePlan plan;
    private final Walk walk;
    private final Accounts accounts;
    private final Draws draws;
    private final ArrivalShare share;
    private final long iterationsPerUser;
    private final long plannedUsers;
    private final double plannedHighest;
    private final List<VirtualUser> users = new ArrayList<>();
    private final WakeQueue absent = new WakeQueue();
    private LevelSchedule levels;
    private long iterationsLeft;
    private long startNanos;
    private int gone;
    private boolean paused;
    private boolean adjusted;
    private boolean started;
    private boolean endPassed;

    ClosedLane(LanePlan plan, Load.Closed load, Walk walk, Accounts accounts, Draws draws, ArrivalShare share) {
        this.plan = plan;
        this.walk = walk;
        this.accounts = accounts;
        this.draws = draws;
        this.share = share;
        this.levels = LevelSchedule.of(load.phases());
        this.plannedHighest = levels.highest();
        this.plannedUsers = Math.max(1, (long) Math.ceil(plannedHighest));
        this.iterationsPerUser =
                load.iterationsPerUser().map(Integer::longValue).orElse(Long.MAX_VALUE);
        this.iterationsLeft = load.sharedIterations().map(this::ownOf).orElse(Long.MAX_VALUE);
    }

    /** Iterations go to virtual users in turn, so that no loop has any without having somebody to walk them. */
    private long ownOf(long shared) {
        long wholeRounds = shared / plannedUsers;
        return wholeRounds * share.countBelow(plannedUsers) + share.countBelow(shared % plannedUsers);
    }

    @Override
    public void start(long laneStartNanos) {
        startNanos = laneStartNanos;
        started = true;
        inviteAll();
    }

    @Override
    public void adjust(AdjustedLoad load) {
        levels = LevelSchedule.of(load.phases());
        paused = load.isPaused();
        adjusted = true;
        endPassed = false;
        if (started) {
            inviteAll();
        }
    }

    /** Looks up anew when each virtual user that is not there comes. */
    private void inviteAll() {
        long wanted = share.countBelow((long) Math.ceil(levels.highest()));
        while (users.size() < wanted) {
            long number = share.firstIndex() + users.size() * share.stride();
            users.add(new VirtualUser(walk, this, program(number), number));
        }
        for (VirtualUser user : users) {
            if (user.state == VirtualUser.State.RESTING) {
                if (user.queue != null) {
                    user.queue.remove(user);
                }
                invite(user);
            }
        }
    }

    private void invite(VirtualUser user) {
        long comes = user.gone || iterationsLeft <= 0 ? LevelSchedule.NEVER : comesNanos(user);
        if (comes != LevelSchedule.NEVER) {
            // A change of the load that came late calls nobody into what is told already.
            absent.add(user, Math.max(startNanos + comes, accounts.frontierNanos()));
        }
    }

    private long comesNanos(VirtualUser user) {
        long from = user.absentSinceNanos;
        return user.number < floor(user) && from < levels.durationNanos()
                ? from
                : levels.firstAbove((double) user.number, from);
    }

    private boolean exists(VirtualUser user, long sinceStartNanos) {
        return sinceStartNanos < levels.durationNanos()
                && user.number < Math.max(floor(user), levels.level(sinceStartNanos));
    }

    /** As many virtual users as are there from the first instant on. */
    private double floor(VirtualUser user) {
        return adjusted
                ? 0
                : plannedHighest * plan.startShares().get(plan.rotation().session(user.number));
    }

    private Program program(long number) {
        return plan.programs().get(plan.rotation().session(number));
    }

    private boolean isUsedUp() {
        boolean limited = iterationsPerUser != Long.MAX_VALUE || gone > 0;
        return iterationsLeft <= 0 || (limited && gone == users.size() && gone >= share.countBelow(plannedUsers));
    }

    @Override
    public long nextNanos() {
        long end = paused || endPassed ? Long.MAX_VALUE : startNanos + levels.durationNanos();
        return isUsedUp() ? Long.MAX_VALUE : Math.min(absent.nextNanos(), end);
    }

    @Override
    public boolean isOver() {
        return endPassed || isUsedUp();
    }

    @Override
    public void dispatch(long nowNanos) {
        if (absent.isEmpty() || absent.nextNanos() > nowNanos) {
            endPassed = true;
            return;
        }
        VirtualUser user = absent.poll();
        if (user == null) {
            return;
        }
        accounts.dispatched(user.wakeNanos, nowNanos);
        if (beginIteration(user, user.wakeNanos)) {
            walk.begin(user, nowNanos);
        } else {
            goAway(user);
        }
    }

    @Override
    public boolean again(VirtualUser user, long endNanos) {
        return exists(user, endNanos - startNanos) && beginIteration(user, endNanos);
    }

    private boolean beginIteration(VirtualUser user, long intendedNanos) {
        if (iterationsLeft <= 0 || user.iterations >= iterationsPerUser) {
            user.gone = true;
            return false;
        }
        long index = user.number + user.iterations * plannedUsers;
        Program program = program(user.number);
        if (iterationsLeft != Long.MAX_VALUE) {
            iterationsLeft--;
        }
        boolean isFirst = user.iterations++ == 0;
        accounts.iterationBegun(plan.index());
        if ((isFirst && !draws.drawForUser(program, user, user.number))
                || !draws.drawForIteration(program, user, index)) {
            accounts.intended(program.firstStep());
            accounts.notSent(program.firstStep(), intendedNanos, NotSentReason.DATA_USED_UP);
            user.gone = true;
            return false;
        }
        user.begin(program, intendedNanos, plan.index(), index, user.number);
        return true;
    }

    @Override
    public void left(VirtualUser user, long nowNanos) {
        goAway(user);
    }

    private void goAway(VirtualUser user) {
        if (user.gone) {
            gone++;
            return;
        }
        user.absentSinceNanos = Math.max(0, user.intendedNanos - startNanos);
        invite(user);
    }
}
