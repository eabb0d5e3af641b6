package io.breakwater.generator.session;

import io.breakwater.generator.session.Action.Gate;

/** Which visits of the gates of one event loop pass. Confined to the loop. */
final class Gates {

    private static final long BILLION = 1_000_000_000L;

    private final long[] credits;

    Gates(int gates) {
        credits = new long[gates];
    }

    /** The n-th visit passes when the share of n visits has a whole number more than that of n − 1. */
    boolean passes(Gate gate) {
        credits[gate.gate()] += gate.ofBillion();
        if (credits[gate.gate()] < BILLION) {
            return false;
        }
        credits[gate.gate()] -= BILLION;
        return true;
    }
}
