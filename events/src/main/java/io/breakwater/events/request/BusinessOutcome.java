package io.breakwater.events.request;

/** What a step's checks say of a response; platforms answer failures with HTTP 200. Wire codes are fixed for ever. */
public enum BusinessOutcome {
    /** No response to look at, or nothing sent. */
    NOT_CHECKED(0),
    /** All checks held. */
    SUCCEEDED(1),
    /** A check did not hold. */
    FAILED(2),
    /** The answer says that the platform token of its request was refused: no failing of the target's business. */
    TOKEN_REFUSED(3);

    private static final BusinessOutcome[] BY_CODE = values();

    private final int code;

    BusinessOutcome(int code) {
        this.code = code;
    }

    /** Its code on the wire; also its ordinal, which a test pins. */
    public int code() {
        return code;
    }

    /** Whether an answer came that is not the one that was wanted. */
    public boolean isFailure() {
        return this == FAILED || this == TOKEN_REFUSED;
    }

    /** The outcome with this wire code. */
    static BusinessOutcome ofCode(int code) {
        return BY_CODE[code];
    }
}
