package io.breakwater.generator.http;

/** What a response's header fields say of its body and of its connection (RFC 9112, sections 6 and 9). Not thread-safe. */
final class HeadFields {

    private static final byte[] CONTENT_LENGTH = AsciiBytes.of("content-length");
    private static final byte[] TRANSFER_ENCODING = AsciiBytes.of("transfer-encoding");
    private static final byte[] CONTENT_ENCODING = AsciiBytes.of("content-encoding");
    private static final byte[] CONNECTION = AsciiBytes.of("connection");
    private static final byte[] CHUNKED = AsciiBytes.of("chunked");
    private static final byte[] CLOSE = AsciiBytes.of("close");
    private static final byte[] KEEP_ALIVE = AsciiBytes.of("keep-alive");

    /** So many digits cannot overflow a long. */
    private static final int SAFE_DIGITS = 18;

    private final Response response;
    private boolean keepAlive;
    private boolean hasLength;
    private boolean chunked;
    private long length;

    /** Fields that are noted in this response. */
    HeadFields(Response response) {
        this.response = response;
    }

    void begin(boolean newKeepAlive) {
        keepAlive = newKeepAlive;
        hasLength = false;
        chunked = false;
        length = 0;
        response.packing(Packing.NONE);
        response.headers().reset();
    }

    boolean hasLength() {
        return hasLength;
    }

    /** The body's length; more than any limit when it is a number beyond all reason. */
    long length() {
        return length;
    }

    boolean chunked() {
        return chunked;
    }

    /** Whether the connection may carry another request. Two lengths at once are how responses are smuggled: then it may not. */
    boolean keepAlive() {
        return keepAlive && !(chunked && hasLength);
    }

    /** Takes one line, which is not empty. */
    void add(byte[] bytes, int from, int to, boolean keep) throws InvalidResponseException {
        int colon = from;
        while (colon < to && bytes[colon] != ':') {
            if (AsciiBytes.isBlank(bytes[colon])) {
                // Also a folded line, whose meaning is a matter of opinion (RFC 9112, section 5.2).
                throw new InvalidResponseException("header: blank in its name");
            }
            colon++;
        }
        if (colon == to || colon == from) {
            throw new InvalidResponseException("header: no name and colon");
        }
        int valueFrom = AsciiBytes.skipBlanks(bytes, colon + 1, to);
        int valueTo = AsciiBytes.trimBlanks(bytes, valueFrom, to);
        if (keep) {
            response.headers().add(bytes, from, colon - from, valueFrom, valueTo - valueFrom);
        }
        byte first = AsciiBytes.lower(bytes[from]);
        if (first == 'c' || first == 't') {
            understand(bytes, from, colon, valueFrom, valueTo);
        }
    }

    private void understand(byte[] bytes, int from, int colon, int valueFrom, int valueTo)
            throws InvalidResponseException {
        if (AsciiBytes.equal(bytes, from, colon, CONTENT_LENGTH)) {
            onContentLength(bytes, valueFrom, valueTo);
        } else if (AsciiBytes.equal(bytes, from, colon, CONNECTION)) {
            if (AsciiBytes.hasWord(bytes, valueFrom, valueTo, CLOSE)) {
                keepAlive = false;
            } else if (AsciiBytes.hasWord(bytes, valueFrom, valueTo, KEEP_ALIVE)) {
                keepAlive = true;
            }
        } else if (AsciiBytes.equal(bytes, from, colon, TRANSFER_ENCODING)) {
            if (!AsciiBytes.equal(bytes, valueFrom, valueTo, CHUNKED)) {
                throw new InvalidResponseException("transfer-encoding: not chunked");
            }
            chunked = true;
        } else if (AsciiBytes.equal(bytes, from, colon, CONTENT_ENCODING)) {
            Packing packing = Packing.of(bytes, valueFrom, valueTo);
            boolean twice = response.packing() != Packing.NONE && packing != Packing.NONE;
            response.packing(twice ? Packing.UNKNOWN : packing == Packing.NONE ? response.packing() : packing);
        }
    }

    private void onContentLength(byte[] bytes, int from, int to) throws InvalidResponseException {
        if (from == to) {
            throw new InvalidResponseException("content-length: not a number");
        }
        long number = 0;
        int digits = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new InvalidResponseException("content-length: not a number");
            }
            if (digits > 0 || digit > 0) {
                digits++;
            }
            number = digits > SAFE_DIGITS ? Long.MAX_VALUE : number * 10 + digit;
        }
        if (hasLength && number != length) {
            throw new InvalidResponseException("content-length: two different ones");
        }
        hasLength = true;
        length = number;
    }
}
