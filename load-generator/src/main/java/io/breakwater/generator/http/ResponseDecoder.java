package io.breakwater.generator.http;

/**
 * Reads one HTTP/1.x response after the other from bytes as they come, in pieces of any size. Lengths by Content-Length, by
 * chunks, or by the end of the stream (RFC 9112, section 6.3). Allocates nothing for a response that fits its buffers. Not
 * thread-safe.
 */
final class ResponseDecoder {

    /** Status line and header fields together; what is larger is an attack or no HTTP. */
    static final int LONGEST_HEAD_BYTES = 64 * 1024;

    /** 15 hexadecimal digits cannot overflow a long. */
    private static final int SAFE_HEX_DIGITS = 15;

    private static final int SHORTEST_STATUS_LINE = 12;
    private static final int LOWEST_FAILURE = 400;

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

    private final long keptLimitBytes;
    private final long passedLimitBytes;
    private final LineBytes line = new LineBytes(LONGEST_HEAD_BYTES);
    private final Response response = new Response();
    private final HeadFields fields = new HeadFields(response);

    private State state = State.WHOLE;
    private boolean head;
    private boolean keepHeaders;
    private boolean keepBody;
    private long leftBytes;
    private long bodyBytes;
    private int headBytes;
    private boolean trusted = true;

    /**
     * A decoder.
     *
     * @param keptLimitBytes   the largest body that is kept
     * @param passedLimitBytes the largest body that nobody wants and that is read over
     */
    ResponseDecoder(long keptLimitBytes, long passedLimitBytes) {
        this.keptLimitBytes = keptLimitBytes;
        this.passedLimitBytes = passedLimitBytes;
    }

    /**
     * Gets ready for the next response.
     *
     * @param newHead        whether it answers HEAD, and so has no body whatever it says
     * @param newKeepHeaders whether its header fields are kept
     * @param newKeepBody    whether its body is
     */
    void begin(boolean newHead, boolean newKeepHeaders, boolean newKeepBody) {
        head = newHead;
        keepHeaders = newKeepHeaders;
        keepBody = newKeepBody;
        response.reset();
        line.reset();
        headBytes = 0;
        trusted = true;
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
            trusted = false;
        }
        return state == State.WHOLE;
    }

    /** Whether the connection may carry another request. */
    boolean keepAlive() {
        return trusted && fields.keepAlive();
    }

    /** What came; belongs to this decoder. */
    Response response() {
        return response;
    }

    private void beginHead() {
        state = State.STATUS_LINE;
        leftBytes = 0;
        bodyBytes = 0;
        fields.begin(true);
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
            throw InvalidResponseException.tooLarge("head", LONGEST_HEAD_BYTES);
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
                    fields.add(bytes, from, to, keepHeaders);
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
        boolean form = to - from >= SHORTEST_STATUS_LINE
                && bytes[from] == 'H'
                && bytes[from + 1] == 'T'
                && bytes[from + 2] == 'T'
                && bytes[from + 3] == 'P'
                && bytes[from + 4] == '/'
                && bytes[from + 5] == '1'
                && bytes[from + 6] == '.'
                && (bytes[from + 7] == '0' || bytes[from + 7] == '1')
                && bytes[from + 8] == ' '
                && (to - from == SHORTEST_STATUS_LINE || bytes[from + SHORTEST_STATUS_LINE] == ' ');
        if (!form) {
            throw new InvalidResponseException("status line: not HTTP/1.x");
        }
        int status = 0;
        for (int i = from + 9; i < from + SHORTEST_STATUS_LINE; i++) {
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
        // Of a failure somebody will want to see them, whoever did not ask for them before.
        keepHeaders |= status >= LOWEST_FAILURE;
        fields.begin(bytes[from + 7] == '1');
        state = State.HEADER;
    }

    private void onHeadEnd() throws InvalidResponseException {
        int status = response.status();
        if (status == 101) {
            throw new InvalidResponseException("status: 101, which was not asked for");
        }
        if (status < 200) {
            beginHead();
        } else if (head || status == 204 || status == 304) {
            state = State.WHOLE;
        } else if (fields.chunked()) {
            headBytes = 0;
            state = State.CHUNK_SIZE;
        } else if (fields.hasLength()) {
            leftBytes = fields.length();
            requireWithinLimit(leftBytes);
            state = leftBytes == 0 ? State.WHOLE : State.BODY_BY_LENGTH;
        } else {
            state = State.BODY_BY_END;
        }
    }

    /** {@code 1a;name=value}: extensions mean nothing to anybody (RFC 9112, section 7.1.1). */
    private void onChunkSize(byte[] bytes, int from, int to) throws InvalidResponseException {
        long size = 0;
        int at = from;
        while (at < to && at - from < SAFE_HEX_DIGITS) {
            int digit = Character.digit(bytes[at], 16);
            if (digit < 0) {
                break;
            }
            size = size * 16 + digit;
            at++;
        }
        boolean ended = at == to || bytes[at] == ';' || AsciiBytes.isBlank(bytes[at]);
        if (at == from || !ended) {
            throw new InvalidResponseException("chunk size: not a hexadecimal number of up to 15 digits");
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
        long limitBytes = keepBody ? keptLimitBytes : passedLimitBytes;
        if (length > limitBytes) {
            throw InvalidResponseException.tooLarge("body", limitBytes);
        }
    }

    private static int withoutReturn(byte[] bytes, int from, int to) {
        return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    }
}
