package io.breakwater.generator.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Set;

/**
 * Turns the head of a rendered HTTP/1.1 request into HTTP/2's fields (RFC 9113, section 8.3.1), so that one template serves both
 * versions: {@code Host} becomes {@code :authority}, names become lower case, what speaks of the connection is left out. Used
 * again from request to request; not thread-safe.
 */
final class RequestFields {

    private static final AsciiString HOST = AsciiString.cached("host");
    private static final AsciiString TE = AsciiString.cached("te");
    private static final AsciiString TRAILERS = AsciiString.cached("trailers");

    /** Fields of a connection rather than of a request; in HTTP/2 they make it malformed (RFC 9113, section 8.2.2). */
    private static final Set<AsciiString> OF_CONNECTION = Set.of(
            AsciiString.cached("connection"),
            AsciiString.cached("proxy-connection"),
            AsciiString.cached("keep-alive"),
            AsciiString.cached("transfer-encoding"),
            AsciiString.cached("upgrade"),
            AsciiString.cached("http2-settings"));

    private final AsciiString scheme;
    private final FieldTexts texts = new FieldTexts();
    private final Http2Headers fields = new DefaultHttp2Headers(false);
    private byte[] head = new byte[1_024];

    RequestFields(String scheme) {
        this.scheme = AsciiString.cached(scheme);
    }

    /**
     * Reads the head and leaves the body.
     *
     * @return the fields, valid until the next call
     */
    Http2Headers read(ByteBuf request) {
        int length = headLength(request);
        if (head.length < length) {
            head = new byte[Math.max(length, head.length * 2)];
        }
        request.readBytes(head, 0, length);
        fields.clear();
        int at = readRequestLine();
        while (head[at] != '\r') {
            at = readField(at);
        }
        return fields;
    }

    /** {@code GET /path HTTP/1.1}. */
    private int readRequestLine() {
        int methodEnd = indexOf((byte) ' ', 0);
        int pathEnd = indexOf((byte) ' ', methodEnd + 1);
        fields.method(texts.of(head, 0, methodEnd));
        fields.scheme(scheme);
        fields.path(texts.of(head, methodEnd + 1, pathEnd - methodEnd - 1));
        return indexOf((byte) '\n', pathEnd) + 1;
    }

    private int readField(int from) {
        int colon = from;
        for (; head[colon] != ':'; colon++) {
            byte letter = head[colon];
            head[colon] = letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
        }
        int end = indexOf((byte) '\r', colon);
        int valueFrom = colon + 1;
        while (valueFrom < end && head[valueFrom] == ' ') {
            valueFrom++;
        }
        AsciiString name = texts.of(head, from, colon - from);
        AsciiString value = texts.of(head, valueFrom, end - valueFrom);
        if (name.contentEquals(HOST)) {
            fields.authority(value);
        } else if (!OF_CONNECTION.contains(name) && (!name.contentEquals(TE) || value.contentEquals(TRAILERS))) {
            fields.add(name, value);
        }
        return end + 2;
    }

    private int indexOf(byte sought, int from) {
        int at = from;
        while (head[at] != sought) {
            at++;
        }
        return at;
    }

    /** How many bytes there are up to and with the empty line. */
    private static int headLength(ByteBuf request) {
        int from = request.readerIndex();
        int end = request.writerIndex();
        for (int at = request.indexOf(from, end, (byte) '\n');
                at >= 0;
                at = request.indexOf(at + 1, end, (byte) '\n')) {
            if (at + 2 < end && request.getByte(at + 1) == '\r' && request.getByte(at + 2) == '\n') {
                return at + 3 - from;
            }
        }
        throw new IllegalArgumentException("request: " + request.readableBytes()
                + " bytes without an empty line (expected: a head of HTTP/1.1 that ends with one)");
    }
}
