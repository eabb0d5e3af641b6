package io.breakwater.scenario.rest;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be served as it is; becomes problem details with all reasons. */
public final class RequestRefusedException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private RequestRefusedException(HttpStatus status, String title, String detail, List<?> problems) {
        super(status, body(status, title, detail, problems), null);
    }

    private static ProblemDetail body(HttpStatus status, String title, String detail, List<?> problems) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setTitle(title);
        if (!problems.isEmpty()) {
            body.setProperty("problems", problems);
        }
        return body;
    }

    /**
     * The request was understood and is refused.
     *
     * @param title    what was refused
     * @param problems everything that is wrong, each with a {@code message}
     */
    public static RequestRefusedException unprocessable(String title, List<?> problems) {
        return new RequestRefusedException(
                HttpStatus.UNPROCESSABLE_CONTENT, title, "problems: " + problems.size() + " (expected: 0)", problems);
    }

    /** The request is not understood. */
    public static RequestRefusedException bad(String detail) {
        return new RequestRefusedException(HttpStatus.BAD_REQUEST, "Bad request", detail, List.of());
    }

    /** There is no such thing. */
    public static RequestRefusedException notFound(String detail) {
        return new RequestRefusedException(HttpStatus.NOT_FOUND, "Not found", detail, List.of());
    }

    /** It is too late for that. */
    public static RequestRefusedException conflict(String detail) {
        return new RequestRefusedException(HttpStatus.CONFLICT, "Conflict", detail, List.of());
    }

    /** Too many of these at once. */
    public static RequestRefusedException busy(String detail) {
        return new RequestRefusedException(HttpStatus.SERVICE_UNAVAILABLE, "Busy", detail, List.of());
    }

    /** The body is larger than it may be. */
    public static RequestRefusedException tooLarge(String what, long maxBytes) {
        return new RequestRefusedException(
                HttpStatus.CONTENT_TOO_LARGE,
                "Too large",
                what + ": more than " + maxBytes + " B (expected: <= " + maxBytes + " B)",
                List.of());
    }
}
