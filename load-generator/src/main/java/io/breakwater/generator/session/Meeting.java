package io.breakwater.generator.session;

import io.breakwater.events.scenario.Flow;
import java.util.ArrayList;
import java.util.List;

/**
 * Where virtual users of all loops of a part wait for each other. A round ends when enough have come or when the first has
 * waited for as long as one may; all who are there then go on together. Thread-safe.
 */
final class Meeting {

    private final int users;
    private final long withinNanos;
    private final List<RoundListener> listeners = new ArrayList<>();
    private int present;
    private long round;
    private long endNanos;

    /** Hears that a round has ended. */
    interface RoundListener {

        /** Whoever waits in this round goes on now. Called on any thread. */
        void ended(long round, long nowNanos);
    }

    Meeting(Flow.Rendezvous rendezvous) {
        this.users = rendezvous.users();
        this.withinNanos = rendezvous.within().toNanos();
    }

    synchronized void tell(RoundListener listener) {
        listeners.add(listener);
    }

    /** Notes in the virtual user which round it waits in, and until when at most. */
    synchronized void join(VirtualUser user, long nowNanos) {
        if (present++ == 0) {
            endNanos = nowNanos + withinNanos;
        }
        user.meetingRound = round;
        user.meetingEndNanos = endNanos;
        if (present == users) {
            end(nowNanos);
        }
    }

    /** Ends a round if it has not ended yet. */
    synchronized void end(long ofRound, long nowNanos) {
        if (ofRound == round) {
            end(nowNanos);
        }
    }

    private void end(long nowNanos) {
        present = 0;
        long ended = round++;
        listeners.forEach(listener -> listener.ended(ended, nowNanos));
    }
}
