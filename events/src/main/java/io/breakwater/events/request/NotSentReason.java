package io.breakwater.events.request;

/** Why an arrival was never started. The wire code of each is fixed for ever. */
public enum NotSentReason {
    /** As many iterations as allowed were under way. */
    NO_VIRTUAL_USER(64),
    /** No connection came free within the request timeout. */
    NO_CONNECTION(65),
    /** The data set had no further row. */
    DATA_USED_UP(66),
    /** The token of the step was not there or no longer valid. */
    TOKEN_MISSING(67),
    /** The run was stopped before its turn came. */
    STOPPED(68),
    /** A value that the request needs was not there. */
    VALUE_MISSING(69),
    /**
     * The generator stood still, and the scenario says that what is so late shall be skipped; or a raise of the load came so late
     * that the arrival's window may be closed: then its event stands at the earliest instant that is still open.
     */
    TOO_LATE(70);

    /** The wire code of the first reason: below it stand request outcomes. */
    static final int FIRST_CODE = 64;

    private static final NotSentReason[] BY_CODE = values();

    private final int code;

    NotSentReason(int code) {
        this.code = code;
    }

    /** Its code on the wire. */
    public int code() {
        return code;
    }

    /** The reason with this wire code. */
    static NotSentReason ofCode(int code) {
        return BY_CODE[code - FIRST_CODE];
    }
}
