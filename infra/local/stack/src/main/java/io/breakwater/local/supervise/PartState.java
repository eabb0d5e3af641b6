package io.breakwater.local.supervise;

/** Where a part is in its life. */
public enum PartState {
    /** Not running, as wished. */
    STOPPED,
    /** Running, not ready yet. */
    STARTING,
    /** Running and ready. */
    READY,
    /** Asked to end. */
    STOPPING,
    /** Ended without having been asked to. */
    DIED
}
