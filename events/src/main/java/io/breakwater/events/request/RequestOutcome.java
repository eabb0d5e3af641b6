package io.breakwater.events.request;

/** What the transport and the status code say of a request. The wire code of each is fixed for ever. */
public enum RequestOutcome {
    /** A whole response with a successful status: 2xx, or one that a check of the step names. */
    SUCCEEDED(0),
    /** A whole response with another status. */
    STATUS_FAILED(1),
    /** No connection could be opened. */
    CONNECT_FAILED(2),
    /** No connection was opened in time. */
    CONNECT_TIMED_OUT(3),
    /** No whole response came in time. */
    REQUEST_TIMED_OUT(4),
    /** The target closed or reset the connection before the response was whole. */
    CONNECTION_CLOSED(5),
    /** What came was not HTTP, or no WebSocket frame. */
    RESPONSE_INVALID(6),
    /** It was under way when the run was ended at once. */
    ABORTED(7),
    /** The TLS handshake failed: no trust, no common version, or no TLS at all. */
    TLS_FAILED(8),
    /** The host's name could not be looked up. */
    NAME_UNRESOLVED(9),
    /** The response was larger than allowed. */
    RESPONSE_TOO_LARGE(10),
    /** The target ended this request's HTTP/2 stream, but not the connection. */
    STREAM_RESET(11),
    /** There were more redirects than allowed, or one led to a target that is not. */
    REDIRECT_REFUSED(12);

    private static final RequestOutcome[] BY_CODE = values();

    private final int code;

    RequestOutcome(int code) {
        this.code = code;
    }

    /** Its code on the wire; also its ordinal, which a test pins. */
    public int code() {
        return code;
    }

    /** The outcome with this wire code. */
    static RequestOutcome ofCode(int code) {
        return BY_CODE[code];
    }
}
