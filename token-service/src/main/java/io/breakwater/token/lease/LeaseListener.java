package io.breakwater.token.lease;

import io.breakwater.events.token.TokenRejected;
import java.time.Duration;

/** Learns what this replica holds. Called by the thread that keeps the leases. */
public interface LeaseListener {

    /** This replica is the holder of the bindings of a partition now. */
    void gained(int partition);

    /**
     * It is no longer.
     *
     * @param partition which one
     * @param atMost    how long another replica waits for this one; zero when another may be the holder already
     */
    void lost(int partition, Duration atMost);

    /** Whether the bindings of a partition that was gained are kept; until then no refusal of it is read. */
    boolean isReady(int partition);

    /** A token of a binding that this replica holds was refused. */
    void rejected(TokenRejected rejected);
}
