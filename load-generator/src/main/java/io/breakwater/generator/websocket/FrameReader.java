package io.breakwater.generator.websocket;

import io.breakwater.generator.http.BodyBytes;

/**
 * Reads a target's frames from bytes as they come, in pieces of any size, and joins the fragments of messages (RFC 6455,
 * section 5). No extension is ever agreed on, so reserved bits are violations. Allocates nothing for messages that fit its
 * buffer. Not thread-safe.
 */
final class FrameReader {

    private static final int LONGEST_CONTROL_BYTES = 125;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;

    private final long limitBytes;
    private final Listener listener;
    private final BodyBytes message;
    private final byte[] header = new byte[10];
    private final byte[] control = new byte[LONGEST_CONTROL_BYTES];

    private int headerLength;
    private int headerNeeded = 2;
    private boolean inPayload;
    private boolean last;
    private int opcode;
    private long leftBytes;
    private int controlLength;

    private boolean inMessage;
    private boolean text;
    private long messageFrameBytes;
    private boolean stopped;

    /** Hears what comes. */
    interface Listener {

        /**
         * A whole message.
         *
         * @param text       whether it is text, which is then valid UTF-8
         * @param body       its bytes, valid until this returns
         * @param frameBytes the length of its frames on the wire
         */
        void message(boolean text, BodyBytes body, int frameBytes);

        /** A ping, which wants a pong with the same bytes; they are valid until this returns. */
        void ping(byte[] bytes, int length);

        /** The peer's close, with its status or {@link CloseStatus#NONE}, and its frame's length; nothing is read after it. */
        void close(int status, int frameBytes);
    }

    /** A reader that joins messages in this body. */
    FrameReader(long limitBytes, BodyBytes message, Listener listener) {
        this.limitBytes = limitBytes;
        this.message = message;
        this.listener = listener;
    }

    /** Reads nothing more. */
    void stop() {
        stopped = true;
    }

    /**
     * Reads on.
     *
     * @throws FrameViolationException when it is no frame, or a message beyond the limit; nothing is read after that
     */
    void read(byte[] bytes, int from, int to) throws FrameViolationException {
        try {
            int at = from;
            while (at < to && !stopped) {
                at = inPayload ? takePayload(bytes, at, to) : takeHeader(bytes, at);
            }
        } catch (FrameViolationException e) {
            stopped = true;
            throw e;
        }
    }

    private int takeHeader(byte[] bytes, int at) throws FrameViolationException {
        header[headerLength++] = bytes[at];
        if (headerLength == 2) {
            onFirstTwo();
        }
        if (headerLength == headerNeeded) {
            onHeader();
        }
        return at + 1;
    }

    private void onFirstTwo() throws FrameViolationException {
        last = (header[0] & 0x80) != 0;
        opcode = header[0] & 0x0F;
        int length = header[1] & 0x7F;
        if ((header[0] & 0x70) != 0) {
            throw violation("reserved bits: set, without an extension that says so");
        }
        if ((header[1] & 0x80) != 0) {
            throw violation("mask: set by a server");
        }
        switch (opcode) {
            case Opcode.CONTINUATION -> {
                if (!inMessage) {
                    throw violation("continuation: of no message");
                }
            }
            case Opcode.TEXT, Opcode.BINARY -> {
                if (inMessage) {
                    throw violation("message: begun within another");
                }
            }
            case Opcode.CLOSE, Opcode.PING, Opcode.PONG -> {
                if (!last || length > LONGEST_CONTROL_BYTES) {
                    throw violation("control frame: in fragments, or over " + LONGEST_CONTROL_BYTES + " bytes");
                }
            }
            default -> throw violation("opcode: " + opcode);
        }
        headerNeeded = length == LENGTH_IN_16_BITS ? 4 : length == LENGTH_IN_64_BITS ? 10 : 2;
    }

    private void onHeader() throws FrameViolationException {
        leftBytes = header[1] & 0x7F;
        if (headerNeeded > 2) {
            leftBytes = 0;
            for (int i = 2; i < headerNeeded; i++) {
                leftBytes = leftBytes << 8 | (header[i] & 0xFF);
            }
            // Longer than necessary, or a length with its highest bit set (RFC 6455, section 5.2).
            if (leftBytes < (headerNeeded == 4 ? LENGTH_IN_16_BITS : 65_536)) {
                throw violation("length: not in the fewest bytes");
            }
        }
        if (Opcode.isControl(opcode)) {
            controlLength = 0;
        } else {
            beginDataFrame();
        }
        inPayload = true;
        if (leftBytes == 0) {
            onFrameEnd();
        }
    }

    private void beginDataFrame() throws FrameViolationException {
        if (opcode != Opcode.CONTINUATION) {
            inMessage = true;
            text = opcode == Opcode.TEXT;
            messageFrameBytes = 0;
            message.reset();
        }
        if (leftBytes > limitBytes - message.length()) {
            throw new FrameViolationException(CloseStatus.TOO_LARGE, "message: over " + limitBytes + " bytes");
        }
        messageFrameBytes += headerNeeded + leftBytes;
    }

    private int takePayload(byte[] bytes, int from, int to) throws FrameViolationException {
        int count = (int) Math.min(to - from, leftBytes);
        if (Opcode.isControl(opcode)) {
            System.arraycopy(bytes, from, control, controlLength, count);
            controlLength += count;
        } else {
            message.append(bytes, from, count);
        }
        leftBytes -= count;
        if (leftBytes == 0) {
            onFrameEnd();
        }
        return from + count;
    }

    private void onFrameEnd() throws FrameViolationException {
        inPayload = false;
        headerLength = 0;
        headerNeeded = 2;
        switch (opcode) {
            case Opcode.PING -> listener.ping(control, controlLength);
            case Opcode.PONG -> {
                // Nobody asked: RFC 6455, section 5.5.3 lets it pass.
            }
            case Opcode.CLOSE -> onClose();
            default -> {
                if (last) {
                    onMessage();
                }
            }
        }
    }

    private void onMessage() throws FrameViolationException {
        inMessage = false;
        if (text && !Utf8.isValid(message.bytes(), message.length())) {
            throw new FrameViolationException(CloseStatus.INVALID_TEXT, "text: not UTF-8");
        }
        listener.message(text, message, (int) Math.min(Integer.MAX_VALUE, messageFrameBytes));
    }

    private void onClose() throws FrameViolationException {
        int status = CloseStatus.NONE;
        if (controlLength == 1) {
            throw violation("close: half a status");
        }
        if (controlLength >= 2) {
            status = (control[0] & 0xFF) << 8 | (control[1] & 0xFF);
            if (!CloseStatus.mayBeSent(status)) {
                throw violation("close status: " + status);
            }
        }
        stopped = true;
        listener.close(status, 2 + controlLength);
    }

    private static FrameViolationException violation(String message) {
        return new FrameViolationException(CloseStatus.PROTOCOL_ERROR, message);
    }
}
