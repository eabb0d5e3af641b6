package io.breakwater.generator.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * What is kept of a request that may be redirected or carries cookies: its bytes and where it is now. Used again for later
 * requests of the same call. Not thread-safe.
 */
final class Journey {

    /** A call does not hold on to more after an unusually large request. */
    private static final int KEPT_CAPACITY_BYTES = 16 * 1024;

    private static final byte[] COOKIE = AsciiBytes.of("cookie:");
    private static final byte[] COOKIE_FIELD = AsciiBytes.of("Cookie: ");
    private static final byte[] LINE_END = AsciiBytes.of("\r\n");
    private static final byte[] SEPARATOR = AsciiBytes.of("; ");

    private byte[] bytes = new byte[0];
    private int length;

    /** Keeps a request, as it was rendered: all of it, or only its first line. */
    void keep(ByteBuf request, boolean all) {
        int readable = request.readableBytes();
        int from = request.readerIndex();
        int end = request.indexOf(from, from + readable, (byte) '\n');
        length = all || end < 0 ? readable : end + 1 - from;
        if (bytes.length < length || bytes.length > KEPT_CAPACITY_BYTES) {
            bytes = new byte[Math.max(512, length)];
        }
        request.getBytes(from, bytes, 0, length);
    }

    /** Takes another request instead. */
    void replace(byte[] request) {
        bytes = request;
        length = request.length;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    ByteBuf copy(ByteBufAllocator allocator) {
        return allocator.directBuffer(length).writeBytes(bytes, 0, length);
    }

    /** Where the path begins: behind the first blank. */
    int pathFrom() {
        int at = 0;
        while (at < length && bytes[at] != ' ') {
            at++;
        }
        return Math.min(at + 1, length);
    }

    /** How long the path is, without the query. */
    int pathLength() {
        int from = pathFrom();
        int at = from;
        while (at < length && bytes[at] != ' ' && bytes[at] != '?') {
            at++;
        }
        return at - from;
    }

    /** Notes what the response sets. */
    void takeCookies(CookieJar jar, HeaderBytes headers, Target from) {
        jar.take(headers, from, bytes, pathFrom(), pathLength());
    }

    /** The request with the cookies that go there; releases the one without. */
    ByteBuf withCookies(CookieJar jar, Target to, ByteBuf request, ByteBufAllocator allocator) {
        int pathFrom = pathFrom();
        int pathLength = pathLength();
        int cookieBytes = jar.length(to, bytes, pathFrom, pathLength);
        if (cookieBytes == 0) {
            return request;
        }
        try {
            int from = request.readerIndex();
            int end = request.writerIndex();
            int own = endOfOwnCookies(request, from, end);
            int at = own > 0 ? own : request.indexOf(from, end, (byte) '\n') + 1;
            ByteBuf with = allocator.directBuffer(
                    request.readableBytes() + cookieBytes + COOKIE_FIELD.length + LINE_END.length);
            with.writeBytes(request, from, at - from);
            with.writeBytes(own > 0 ? SEPARATOR : COOKIE_FIELD);
            jar.write(to, bytes, pathFrom, pathLength, with);
            if (own == 0) {
                with.writeBytes(LINE_END);
            }
            return with.writeBytes(request, at, end - at);
        } finally {
            request.release();
        }
    }

    /** Where the value of the request's own {@code Cookie} field ends; 0 when it has none (RFC 6265, section 5.4: only one). */
    private static int endOfOwnCookies(ByteBuf request, int from, int to) {
        int line = from;
        while (line < to) {
            int end = request.indexOf(line, to, (byte) '\n');
            if (end < 0 || end - line <= 1) {
                return 0;
            }
            if (isCookieField(request, line, end)) {
                return request.getByte(end - 1) == '\r' ? end - 1 : end;
            }
            line = end + 1;
        }
        return 0;
    }

    private static boolean isCookieField(ByteBuf request, int from, int to) {
        if (to - from < COOKIE.length) {
            return false;
        }
        for (int i = 0; i < COOKIE.length; i++) {
            if (AsciiBytes.lower(request.getByte(from + i)) != COOKIE[i]) {
                return false;
            }
        }
        return true;
    }
}
