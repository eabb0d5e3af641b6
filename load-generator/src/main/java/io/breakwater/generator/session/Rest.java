package io.breakwater.generator.session;

import io.breakwater.events.request.RequestOutcome;
import java.time.Duration;

/**
 * How long a virtual user rests after a request that could not be sent, as think time: without it, virtual users who do not
 * wait for arrivals would turn a target that is down into a busy loop.
 */
final class Rest {

    static final long NANOS = Duration.ofMillis(100).toNanos();

    private Rest() {}

    /** Whether the request never reached the target. */
    static boolean isDueAfter(RequestOutcome outcome) {
        return switch (outcome) {
            case CONNECT_FAILED, CONNECT_TIMED_OUT, TLS_FAILED, NAME_UNRESOLVED, REDIRECT_REFUSED -> true;
            case SUCCEEDED,
                    STATUS_FAILED,
                    CONNECTION_CLOSED,
                    REQUEST_TIMED_OUT,
                    RESPONSE_INVALID,
                    RESPONSE_TOO_LARGE,
                    STREAM_RESET,
                    ABORTED -> false;
        };
    }
}
