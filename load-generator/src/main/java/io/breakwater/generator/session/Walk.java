package io.breakwater.generator.session;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.generator.http.CookieJar;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.sample.Sampler;
import io.breakwater.generator.schedule.ArrivalShare;
import io.breakwater.generator.session.Action.Assign;
import io.breakwater.generator.session.Action.BeginRounds;
import io.breakwater.generator.session.Action.Branch;
import io.breakwater.generator.session.Action.End;
import io.breakwater.generator.session.Action.Gate;
import io.breakwater.generator.session.Action.GoTo;
import io.breakwater.generator.session.Action.HandOver;
import io.breakwater.generator.session.Action.Meet;
import io.breakwater.generator.session.Action.NextRound;
import io.breakwater.generator.session.Action.Pause;
import io.breakwater.generator.session.Action.Send;
import io.breakwater.generator.session.VirtualUser.State;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.websocket.WebSocketLink;
import io.breakwater.generator.websocket.WithWebSockets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves the virtual users of one event loop through their programs, action by action, until each one has to await something:
 * an answer, an instant, or others. Confined to its event loop.
 */
final class Walk {

    /** A virtual user that does so much without sending lets others have their turn. */
    private static final int MOST_ACTIONS_IN_A_ROW = 1_000;

    /** An iteration that sends nothing lasts this long at least, for the reason of {@link Rest}. */
    static final long EMPTY_ITERATION_NANOS = Duration.ofMillis(1).toNanos();

    private final WithWebSockets connections;
    private final Accounts accounts;
    private final Sampler sampler;
    private final LongSupplier nanoClock;
    private final Clock wallClock;
    private final List<Meeting> meetings;
    private final LongConsumer wakeBy;
    private final Runnable someoneLeft;
    private final CompiledRun run;
    private final Filling filling;
    private final Gates gates;
    private final WakeQueue waiting = new WakeQueue();
    private final Crowd crowd = new Crowd();
    private boolean stopping;
    private long latestMillis;

    /**
     * Nobody is under way.
     *
     * @param wakeBy      sees to it that {@link #wakeNext} is called at this time or soon after
     * @param someoneLeft told when a virtual user is no longer under way
     */
    Walk(
            CompiledRun run,
            ArrivalShare share,
            WithWebSockets connections,
            Accounts accounts,
            Sampler sampler,
            List<Meeting> meetings,
            LongSupplier nanoClock,
            Clock wallClock,
            LongConsumer wakeBy,
            Runnable someoneLeft) {
        this.connections = connections;
        this.accounts = accounts;
        this.sampler = sampler;
        this.meetings = meetings;
        this.nanoClock = nanoClock;
        this.wallClock = wallClock;
        this.wakeBy = wakeBy;
        this.someoneLeft = someoneLeft;
        this.run = run;
        this.filling = run.newFilling(share);
        this.gates = new Gates(run.stepNames().size());
    }

    int active() {
        return crowd.size();
    }

    /** Who waits for an instant. */
    WakeQueue waiting() {
        return waiting;
    }

    /** Sends a virtual user that stands at the beginning of a program on its way. */
    void begin(VirtualUser user, long nowNanos) {
        user.state = State.GOING;
        crowd.add(user);
        goOnAndSend(user, nowNanos);
    }

    /** Wakes whoever waits longest. */
    void wakeNext(long nowNanos) {
        VirtualUser user = waiting.poll();
        if (user == null) {
            return;
        }
        if (user.state == State.MEETING) {
            meetings.get(user.meeting).end(user.meetingRound, nowNanos);
        } else {
            accounts.dispatched(user.wakeNanos, nowNanos);
            goOnAndSend(user, nowNanos);
        }
    }

    /** Lets those go on who wait in this round. */
    void meetingEnded(int meeting, long round, long endedNanos) {
        for (int i = 0; i < crowd.size(); i++) {
            VirtualUser user = crowd.at(i);
            if (user.state == State.MEETING && user.meeting == meeting && user.meetingRound == round) {
                if (user.queue != null) {
                    user.queue.remove(user);
                }
                user.state = State.GOING;
                user.intendedNanos = endedNanos;
                awaitInstant(user, endedNanos);
            }
        }
    }

    /** Begins no further step; who is between two steps leaves. */
    void stop() {
        stopping = true;
        long now = nanoClock.getAsLong();
        for (int i = crowd.size() - 1; i >= 0; i--) {
            // Whoever leaves changes places with the last, which has been looked at.
            if (crowd.at(i).state != State.SENDING) {
                leave(crowd.at(i), now);
            }
        }
    }

    /** Ends everybody at once, as far as the defect lets it. */
    void breakOff(Throwable defect) {
        stopping = true;
        while (crowd.size() > 0) {
            VirtualUser user = crowd.at(crowd.size() - 1);
            try {
                user.breakOff(nanoClock.getAsLong());
            } catch (Throwable further) {
                defect.addSuppressed(further);
                // It stays intended and never ends: the accounting then shows that it is missing.
                crowd.forgetLast(user);
            }
        }
    }

    /** Counts who is in which step. */
    void countInFlight(long[] byStep) {
        Arrays.fill(byStep, 0);
        for (int i = 0; i < crowd.size(); i++) {
            VirtualUser user = crowd.at(i);
            if (user.state == State.SENDING) {
                byStep[user.step().index()]++;
            }
        }
    }

    /** No request of anybody who is under way has an intended start below it; {@code Long.MAX_VALUE} without anybody. */
    long frontierNanos() {
        long frontier = Long.MAX_VALUE;
        for (int i = 0; i < crowd.size(); i++) {
            frontier = Math.min(frontier, crowd.at(i).intendedNanos);
        }
        return frontier;
    }

    private void goOnAndSend(VirtualUser user, long nowNanos) {
        if (goOn(user, nowNanos)) {
            connections.submit(user);
        }
    }

    /** Moves a virtual user to its next request, and returns true when that is to go out now. */
    private boolean goOn(VirtualUser user, long nowNanos) {
        for (int left = MOST_ACTIONS_IN_A_ROW; left > 0; left--) {
            if (stopping) {
                leave(user, nowNanos);
                return false;
            }
            Action action = user.action();
            if (action instanceof Send send) {
                user.hasSent = true;
                user.state = State.SENDING;
                accounts.intended(send.step().index());
                if (!send.step().renders()) {
                    sampler.begin(user.exchange, send.step().index(), turnedTo(user));
                }
                return true;
            }
            if (action instanceof End) {
                if (!endIteration(user, nowNanos)) {
                    return false;
                }
            } else {
                user.position++;
                perform(action, user, nowNanos);
                if (user.state == State.MEETING) {
                    return false;
                }
            }
            if (user.intendedNanos > nowNanos) {
                awaitInstant(user, user.intendedNanos);
                return false;
            }
        }
        awaitInstant(user, nowNanos);
        return false;
    }

    private void perform(Action action, VirtualUser user, long nowNanos) {
        if (action instanceof Gate gate) {
            if (!gates.passes(gate)) {
                user.position = user.program.actions().size() - 1;
            }
        } else if (action instanceof Pause pause) {
            user.intendedNanos += PauseLength.nanos(pause, user);
        } else if (action instanceof Assign assign) {
            assign.assignments().assign(turnedTo(user));
        } else if (action instanceof HandOver handOver) {
            for (int slot : handOver.slots()) {
                user.values().handOver(slot);
            }
        } else if (action instanceof GoTo goTo) {
            user.position = goTo.position();
        } else if (action instanceof Branch branch) {
            if (!branch.condition().holds(turnedTo(user))) {
                user.position = branch.otherwise();
            }
        } else if (action instanceof BeginRounds rounds) {
            user.counters()[rounds.counter()] = rounds.times();
            if (rounds.times() < 1) {
                user.position = rounds.end();
            }
        } else if (action instanceof NextRound next) {
            boolean left = --user.counters()[next.counter()] > 0;
            boolean ended = next.until() != null && next.until().holds(turnedTo(user));
            if (left && !ended) {
                user.position = next.start();
            }
        } else if (action instanceof Meet meet) {
            user.state = State.MEETING;
            user.meeting = meet.meeting();
            meetings.get(meet.meeting()).join(user, nowNanos);
            awaitInstant(user, user.meetingEndNanos);
        }
    }

    /** Returns whether another iteration has begun. */
    private boolean endIteration(VirtualUser user, long nowNanos) {
        if (!user.hasSent) {
            user.intendedNanos = Math.max(user.intendedNanos, user.begunNanos + EMPTY_ITERATION_NANOS);
        }
        user.dropLink();
        if (user.lane().again(user, user.intendedNanos)) {
            return true;
        }
        leave(user, nowNanos);
        return false;
    }

    private void awaitInstant(VirtualUser user, long wakeNanos) {
        waiting.add(user, wakeNanos);
        wakeBy.accept(wakeNanos);
    }

    @Nullable
    ByteBuf render(VirtualUser user, ByteBufAllocator allocator) {
        sampler.begin(user.exchange, user.step().index(), turnedTo(user));
        ByteBuf request = user.step().render(allocator, filling, accounts);
        if (request != null) {
            sampler.rendered(user.exchange, user.step().index(), request, filling);
        }
        return request;
    }

    /** What was missing when the last request was rendered in vain. */
    NotSentReason missing() {
        return filling.missing();
    }

    private Filling turnedTo(VirtualUser user) {
        latestMillis = wallClock.millis();
        return filling.of(user.rows(), user.values(), latestMillis);
    }

    /** What is walked through. */
    CompiledRun run() {
        return run;
    }

    /** The cookies of a further virtual user; none when none are kept. */
    @Nullable
    CookieJar newCookies() {
        return run.cookies() ? new CookieJar(wallClock::millis) : null;
    }

    /** Picks the exchanges that are kept whole. */
    Sampler sampler() {
        return sampler;
    }

    /** The WebSocket of a virtual user that is the first time about to need one. */
    WebSocketLink newLink() {
        return connections.link();
    }

    /** Whether this message is the one that a virtual user awaits. */
    boolean accepts(VirtualUser user, Response message) {
        return user.step().accepts(message, turnedTo(user));
    }

    /** Returns whether the next request goes out at once, by the transport that asks. */
    boolean responded(VirtualUser user, long nowNanos, Response response) {
        CompiledStep step = user.step();
        Filling turned = turnedTo(user);
        RequestOutcome outcome = step.checks().requestOutcome(response, turned);
        BusinessOutcome checked = step.businessOutcome(response, turned, accounts);
        BusinessOutcome business = accounts.tokens().outcome(user, checked, response, turned, latestMillis);
        accounts.completed(user, nowNanos, outcome, response.status(), business);
        user.keep(nowNanos, outcome, business, response, filling);
        boolean held = outcome == RequestOutcome.SUCCEEDED && business == BusinessOutcome.SUCCEEDED;
        leaveStep(user, nowNanos, held || step.goOnIfFailed());
        if (!goOn(user, nowNanos)) {
            return false;
        }
        boolean staysWithHttp = step.isHttp() && user.step().isHttp();
        if (!staysWithHttp) {
            connections.submit(user);
        }
        return staysWithHttp;
    }

    void failed(VirtualUser user, long nowNanos, RequestOutcome outcome) {
        CompiledStep step = user.step();
        accounts.completed(user, nowNanos, outcome, 0, BusinessOutcome.NOT_CHECKED);
        // Without the clock, whose defect must not meet what is half accounted for.
        Filling turned = filling.of(user.rows(), user.values(), latestMillis);
        user.keep(nowNanos, outcome, BusinessOutcome.NOT_CHECKED, null, turned);
        leaveStep(user, nowNanos, step.goOnIfFailed());
        boolean hadNoWay = !step.isHttp() && user.sentNothing() && outcome != RequestOutcome.REQUEST_TIMED_OUT;
        if (hadNoWay || Rest.isDueAfter(outcome)) {
            user.intendedNanos = nowNanos + Rest.NANOS;
        }
        goOnLater(user, nowNanos);
    }

    void notSent(VirtualUser user, NotSentReason reason) {
        accounts.notSent(user.step().index(), user.intendedNanos, reason, filling);
        long now = nanoClock.getAsLong();
        leaveStep(user, now, user.step().goOnIfFailed());
        user.intendedNanos = now + Rest.NANOS;
        goOnLater(user, now);
    }

    private static void leaveStep(VirtualUser user, long nowNanos, boolean goesOn) {
        user.state = State.GOING;
        user.intendedNanos = nowNanos;
        user.position = goesOn ? user.position + 1 : user.program.actions().size() - 1;
    }

    /** Not from here: the transport is in the middle of telling of failures, and would be asked to send. */
    private void goOnLater(VirtualUser user, long nowNanos) {
        boolean over = user.action() instanceof End && user.lane() instanceof OpenLane;
        if (stopping || over) {
            leave(user, nowNanos);
        } else {
            awaitInstant(user, user.intendedNanos);
        }
    }

    /** A virtual user is no longer under way. */
    void leave(VirtualUser user, long nowNanos) {
        crowd.remove(user);
        user.dropLink();
        if (user.queue != null) {
            user.queue.remove(user);
        }
        user.state = State.RESTING;
        user.lane().left(user, nowNanos);
        someoneLeft.run();
    }
}
