package io.breakwater.generator.websocket;

/** Statuses of close frames (RFC 6455, section 7.4). */
final class CloseStatus {

    static final int NORMAL = 1_000;
    static final int PROTOCOL_ERROR = 1_002;
    /** The peer's frame carried no status; never on the wire. */
    static final int NONE = 1_005;

    static final int INVALID_TEXT = 1_007;
    static final int TOO_LARGE = 1_009;

    private CloseStatus() {}

    /** Whether a close frame may carry it. */
    static boolean mayBeSent(int status) {
        boolean ofProtocol =
                status >= NORMAL && status <= 1_014 && status != 1_004 && status != NONE && status != 1_006;
        boolean ofApplication = status >= 3_000 && status <= 4_999;
        return ofProtocol || ofApplication;
    }
}
