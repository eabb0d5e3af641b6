package io.breakwater.events.run;

/** Where a run stands. */
public enum RunStatus {
    /** The request was refused; there is no run. */
    REJECTED(true),
    /** Admitted and recorded. */
    ACCEPTED(false),
    /** Generators fetch data, get tokens and connect. */
    PREPARING(false),
    /** All generators were ready and were told when to go. */
    RUNNING(false),
    /** Asked to stop; requests in flight are awaited. */
    STOPPING(false),
    /** All parts are closed; the verdict is awaited. */
    AWAITING_VERDICT(false),
    /** The final verdict is there. */
    FINISHED(true),
    /** No generator was alive, or one was not ready in time; no load was sent. */
    FAILED_TO_START(true),
    /** It started, and the platform lost it: no verdict came in time. A late one turns it into {@link #FINISHED}. */
    FAILED(true);

    private final boolean last;

    RunStatus(boolean last) {
        this.last = last;
    }

    /** Whether nothing follows it, save a late verdict after {@link #FAILED}. */
    public boolean isLast() {
        return last;
    }
}
