package io.breakwater.generator.http;

import io.breakwater.events.request.RequestOutcome;

/** What came is no HTTP response, or beyond a limit. Without a stack trace: it says nothing of the generator. */
final class InvalidResponseException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RequestOutcome outcome;

    private InvalidResponseException(RequestOutcome outcome, String message) {
        super(message, null, false, false);
        this.outcome = outcome;
    }

    /** What came is no HTTP response. */
    InvalidResponseException(String message) {
        this(RequestOutcome.RESPONSE_INVALID, message);
    }

    /** What came is larger than allowed. */
    static InvalidResponseException tooLarge(String what, long limitBytes) {
        return new InvalidResponseException(
                RequestOutcome.RESPONSE_TOO_LARGE, what + ": over " + limitBytes + " bytes");
    }

    /** What that makes of the request. */
    RequestOutcome outcome() {
        return outcome;
    }
}
