package io.breakwater.generator.websocket;

import io.breakwater.generator.http.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** One opening handshake (RFC 6455, section 4): the client's request, and what answers it. Not thread-safe. */
final class Handshake {

    /** Status line and header fields together, as of any HTTP response. */
    private static final int LONGEST_HEAD_BYTES = 64 * 1024;

    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private final String key;
    private final boolean keepHeaders;
    private byte[] head = new byte[512];
    private int length;
    private boolean complete;

    /** A handshake with a key of its own. */
    Handshake(RandomGenerator keys, boolean keepHeaders) {
        byte[] bytes = new byte[KEY_BYTES];
        keys.nextBytes(bytes);
        this.key = Base64.getEncoder().encodeToString(bytes);
        this.keepHeaders = keepHeaders;
    }

    /** The whole request: what was rendered, which it releases, with the key. */
    ByteBuf request(ByteBufAllocator allocator, ByteBuf rendered) {
        String keyField = "Sec-WebSocket-Key: " + key + "\r\n\r\n";
        // Its last line is empty and ends the head.
        int fieldsLength = rendered.readableBytes() - 2;
        ByteBuf request = allocator.directBuffer(fieldsLength + keyField.length());
        request.writeBytes(rendered, fieldsLength);
        ByteBufUtil.writeAscii(request, keyField);
        rendered.release();
        return request;
    }

    /** Whether the answer's head is there. */
    boolean isComplete() {
        return complete;
    }

    /**
     * Reads on.
     *
     * @return the place behind the last byte that belongs to the answer's head
     * @throws FrameViolationException when it is no HTTP, or agrees to something that was not proposed
     */
    int read(byte[] bytes, int from, int to, Response response) throws FrameViolationException {
        int at = from;
        while (at < to && !complete) {
            take(bytes[at++]);
            if (endsHead()) {
                onHead(response);
            }
        }
        return at;
    }

    private void take(byte next) throws FrameViolationException {
        if (length == LONGEST_HEAD_BYTES) {
            throw violation("head: over " + LONGEST_HEAD_BYTES + " bytes");
        }
        if (length == head.length) {
            head = Arrays.copyOf(head, length * 2);
        }
        head[length++] = next;
    }

    private boolean endsHead() {
        return length >= 4
                && head[length - 1] == '\n'
                && head[length - 2] == '\r'
                && head[length - 3] == '\n'
                && head[length - 4] == '\r';
    }

    private void onHead(Response response) throws FrameViolationException {
        String[] lines = new String(head, 0, length, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        int status = status(lines[0]);
        length = 0;
        if (status < 200 && status != 101) {
            return;
        }
        complete = true;
        response.reset();
        response.status(status);
        boolean upgraded = false;
        boolean connected = false;
        boolean accepted = false;
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                throw violation("header: no name and colon");
            }
            String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            String value = lines[i].substring(colon + 1).strip();
            keep(name, value, response);
            switch (name) {
                case "upgrade" -> upgraded = value.equalsIgnoreCase("websocket");
                case "connection" -> connected |= value.toLowerCase(Locale.ROOT).contains("upgrade");
                case "sec-websocket-accept" -> accepted = value.equals(accept());
                case "sec-websocket-extensions" -> {
                    if (status == 101 && !value.isEmpty()) {
                        throw violation("extension: " + value + ", which was not proposed");
                    }
                }
                default -> {
                    // Not the protocol's.
                }
            }
        }
        if (status == 101 && !(upgraded && connected && accepted)) {
            throw violation("handshake: accepted without Upgrade, Connection or a right Sec-WebSocket-Accept");
        }
    }

    private void keep(String name, String value, Response response) {
        if (keepHeaders) {
            byte[] both = (name + value).getBytes(StandardCharsets.ISO_8859_1);
            response.headers().add(both, 0, name.length(), name.length(), value.length());
        }
    }

    private static int status(String line) throws FrameViolationException {
        if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
            throw violation("status line: not HTTP/1.x");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    /** What proves that the target has understood (RFC 6455, section 4.2.2). */
    private String accept() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1: not there (expected: in every Java runtime)", e);
        }
    }

    private static FrameViolationException violation(String message) {
        return new FrameViolationException(CloseStatus.PROTOCOL_ERROR, message);
    }
}
