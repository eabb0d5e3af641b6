package io.breakwater.generator.http;

import java.nio.charset.StandardCharsets;

/**
 * Reads one HTTP/1.x response after the other from bytes as they come, in pieces of any size. Lengths by Content-Length, by
 * chunks, or by the end of the stream (RFC 9112, section 6.3). Allocates nothing for a response that fits its buffers. Not
 * thread-safe.
 */
final class ResponseDecoder {

    /** Status line and header fields together; what is larger is an attack or no HTTP. */
    private static final int LONGEST_HEAD_BYTES = 64 * 1024;

    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] CHUNKED = ascii("chunked");
    private static final byte[] CLOSE = ascii("close");
    private static final byte[] KEEP_ALIVE = ascii("keep-alive");

    private enum State {
        STATUS_LINE,
        HEADER,
        BODY_BY_LENGTH,
        BODY_BY_END,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        WHOLE
    }

    private final long limitBytes;
    private final LineBytes line = new LineBytes(LONGEST_HEAD_BYTES);
    private final Response response = new Response();

    private State state = State.WHOLE;
    private boolean keepHeaders;
    private boolean keepBody;
    private int status;
    private boolean keepAlive;
    private boolean hasLength;
    private boolean chunked;
    private long leftBytes;
    private long bodyBytes;
    private int headBytes;

    ResponseDecoder(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Gets ready for the next response. */
    void begin(boolean keepHeaders, boolean keepBody) {
        this.keepHeaders = keepHeaders;
        this.keepBody = keepBody;
        response.reset();
        line.reset();
        headBytes = 0;
        beginHead();
    }

    /**
     * Reads on.
     *
     * @return the place behind the last byte that belongs to the response
     * @throws InvalidResponseException when it is none, or beyond a limit
     */
    int decode(byte[] bytes, int from, int to) throws InvalidResponseException {
        int at = from;
        while (at < to && state != State.WHOLE) {
            switch (state) {
                case BODY_BY_LENGTH, CHUNK -> at = takeCounted(bytes, at, to);
                case BODY_BY_END -> {
                    take(bytes, at, to - at);
                    at = to;
                }
                default -> at = takeLine(bytes, at, to);
            }
        }
        return at;
    }

    /** Whether the response is there to its last byte. */
    boolean isWhole() {
        return state == State.WHOLE;
    }

    /** The stream has ended: whether the response is whole by that. */
    boolean endOfStream() {
        if (state == State.BODY_BY_END) {
            state = State.WHOLE;
            keepAlive = false;
        }
        return state == State.WHOLE;
    }

    /** Whether the connection may carry another request. */
    boolean keepAlive() {
        return keepAlive;
    }

    /** What came; belongs to this decoder. */
    Response response() {
        return response;
    }

    private void beginHead() {
        state = State.STATUS_LINE;
        response.headers().reset();
        status = 0;
        keepAlive = true;
        hasLength = false;
        chunked = false;
        leftBytes = 0;
        bodyBytes = 0;
    }

    private int takeLine(byte[] bytes, int from, int to) throws InvalidResponseException {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        boolean complete = end < to;
        int next = complete ? end + 1 : to;
        headBytes += next - from;
        if (headBytes > LONGEST_HEAD_BYTES) {
            throw new InvalidResponseException("head: over " + LONGEST_HEAD_BYTES + " bytes");
        }
        if (complete && line.length() == 0) {
            onLine(bytes, from, withoutReturn(bytes, from, end));
        } else {
            line.append(bytes, from, end - from);
            if (complete) {
                int length = line.length();
                line.reset();
                onLine(line.bytes(), 0, withoutReturn(line.bytes(), 0, length));
            }
        }
        return next;
    }

    private void onLine(byte[] bytes, int from, int to) throws InvalidResponseException {
        switch (state) {
            case STATUS_LINE -> onStatusLine(bytes, from, to);
            case HEADER -> {
                if (from == to) {
                    onHeadEnd();
                } else {
                    onHeader(bytes, from, to);
                }
            }
            case CHUNK_SIZE -> onChunkSize(bytes, from, to);
            case CHUNK_END -> {
                if (from != to) {
                    throw new InvalidResponseException("chunk: longer than it says");
                }
                headBytes = 0;
                state = State.CHUNK_SIZE;
            }
            case TRAILER -> {
                if (from == to) {
                    state = State.WHOLE;
                }
            }
            default -> throw new IllegalStateException("state: " + state + " (expected: one that reads lines)");
        }
    }

    /** {@code HTTP/1.1 200 OK}; the reason may be missing. */
    private void onStatusLine(byte[] bytes, int from, int to) throws InvalidResponseException {
        boolean form = to - from >= 12
                && bytes[from] == 'H'
                && bytes[from + 1] == 'T'
                && bytes[from + 2] == 'T'
                && bytes[from + 3] == 'P'
                && bytes[from + 4] == '/'
                && bytes[from + 5] == '1'
                && bytes[from + 6] == '.'
                && (bytes[from + 7] == '0' || bytes[from + 7] == '1')
                && bytes[from + 8] == ' '
                && (to - from == 12 || bytes[from + 12] == ' ');
        if (!form) {
            throw new InvalidResponseException("status line: not HTTP/1.x");
        }
        for (int i = from + 9; i < from + 12; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new InvalidResponseException("status: not a number");
            }
            status = status * 10 + digit;
        }
        if (status < 100) {
            throw new InvalidResponseException("status: below 100");
        }
        response.status(status);
        keepAlive = bytes[from + 7] == '1';
        state = State.HEADER;
    }

    private void onHeader(byte[] bytes, int from, int to) throws InvalidResponseException {
        int colon = from;
        while (colon < to && bytes[colon] != ':') {
            colon++;
        }
        if (colon == to || colon == from) {
            throw new InvalidResponseException("header: no name and colon");
        }
        int nameLength = colon - from;
        int valueFrom = colon + 1;
        int valueTo = to;
        while (valueFrom < valueTo && isBlank(bytes[valueFrom])) {
            valueFrom++;
        }
        while (valueTo > valueFrom && isBlank(bytes[valueTo - 1])) {
            valueTo--;
        }
        if (keepHeaders) {
            response.headers().add(bytes, from, nameLength, valueFrom, valueTo - valueFrom);
        }
        if (nameLength == CONTENT_LENGTH.length && equalsIgnoreCase(bytes, from, CONTENT_LENGTH)) {
            onContentLength(bytes, valueFrom, valueTo);
        } else if (nameLength == CONNECTION.length && equalsIgnoreCase(bytes, from, CONNECTION)) {
            if (hasWord(bytes, valueFrom, valueTo, CLOSE)) {
                keepAlive = false;
            } else if (hasWord(bytes, valueFrom, valueTo, KEEP_ALIVE)) {
                keepAlive = true;
            }
        } else if (nameLength == TRANSFER_ENCODING.length && equalsIgnoreCase(bytes, from, TRANSFER_ENCODING)) {
            if (valueTo - valueFrom != CHUNKED.length || !equalsIgnoreCase(bytes, valueFrom, CHUNKED)) {
                throw new InvalidResponseException("transfer-encoding: not chunked");
            }
            chunked = true;
        }
    }

    private void onContentLength(byte[] bytes, int from, int to) throws InvalidResponseException {
        // 18 digits cannot overflow; the limit on the body is far below.
        if (from == to || to - from > 18) {
            throw new InvalidResponseException("content-length: not a number");
        }
        long length = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new InvalidResponseException("content-length: not a number");
            }
            length = length * 10 + digit;
        }
        if (hasLength && length != leftBytes) {
            throw new InvalidResponseException("content-length: two different ones");
        }
        hasLength = true;
        leftBytes = length;
    }

    private void onHeadEnd() throws InvalidResponseException {
        if (status < 200) {
            if (status == 101) {
                throw new InvalidResponseException("status: 101, which was not asked for");
            }
            beginHead();
        } else if (status == 204 || status == 304) {
            state = State.WHOLE;
        } else if (chunked) {
            // Both lengths at once are how responses are smuggled (RFC 9112, 6.3): read it, then trust the stream no
            // more.
            keepAlive &= !hasLength;
            headBytes = 0;
            state = State.CHUNK_SIZE;
        } else if (hasLength) {
            requireWithinLimit(leftBytes);
            state = leftBytes == 0 ? State.WHOLE : State.BODY_BY_LENGTH;
        } else {
            state = State.BODY_BY_END;
        }
    }

    private void onChunkSize(byte[] bytes, int from, int to) throws InvalidResponseException {
        long size = 0;
        int at = from;
        while (at < to && at - from < 15) {
            int digit = Character.digit(bytes[at], 16);
            if (digit < 0) {
                break;
            }
            size = size * 16 + digit;
            at++;
        }
        boolean ended = at == to || bytes[at] == ';' || isBlank(bytes[at]);
        if (at == from || !ended) {
            throw new InvalidResponseException("chunk size: not a hexadecimal number");
        }
        requireWithinLimit(bodyBytes + size);
        leftBytes = size;
        state = size == 0 ? State.TRAILER : State.CHUNK;
    }

    private int takeCounted(byte[] bytes, int from, int to) throws InvalidResponseException {
        int count = (int) Math.min(to - from, leftBytes);
        take(bytes, from, count);
        leftBytes -= count;
        if (leftBytes == 0) {
            state = state == State.CHUNK ? State.CHUNK_END : State.WHOLE;
        }
        return from + count;
    }

    private void take(byte[] bytes, int from, int count) throws InvalidResponseException {
        bodyBytes += count;
        requireWithinLimit(bodyBytes);
        if (keepBody) {
            response.body().append(bytes, from, count);
        }
    }

    private void requireWithinLimit(long length) throws InvalidResponseException {
        if (length > limitBytes) {
            throw new InvalidResponseException("body: over " + limitBytes + " bytes");
        }
    }

    private static int withoutReturn(byte[] bytes, int from, int to) {
        return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Whether the comma-separated list has the word. */
    private static boolean hasWord(byte[] bytes, int from, int to, byte[] word) {
        for (int at = from; at + word.length <= to; at++) {
            boolean begins = at == from || isBlank(bytes[at - 1]) || bytes[at - 1] == ',';
            int after = at + word.length;
            boolean ends = after == to || isBlank(bytes[after]) || bytes[after] == ',';
            if (begins && ends && equalsIgnoreCase(bytes, at, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equalsIgnoreCase(byte[] bytes, int from, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            byte b = bytes[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
