package io.breakwater.target.http;

/** What stands behind a port. Called on the event loop only, so it must not block. */
public interface Endpoint {

    /** Takes a request that was read in full; each gets exactly one answer or reset, now or later. */
    void serve(Exchange exchange);

    /** Told when a connection was accepted (+1) or has ended (−1). */
    default void connectionsChanged(int by) {}
}
