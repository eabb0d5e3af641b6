package io.breakwater.generator.sample;

import io.breakwater.events.sample.RequestSample.Sent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes a request readable that was written for HTTP/1.1 (RFC 9112). */
final class SentText {

    private SentText() {}

    /**
     * The request.
     *
     * @param bytes     what was written, from its beginning
     * @param length    how many of the bytes count
     * @param whole     how many were written
     * @param base      scheme, host and port, for requests that name only a path
     * @param bodyBytes the most bytes of the body
     */
    static Sent of(byte[] bytes, int length, long whole, String base, int bodyBytes) {
        if (length == 0) {
            return new Sent("", base, List.of(), "", false);
        }
        int headEnd = headEnd(bytes, length);
        String head = new String(bytes, 0, headEnd, StandardCharsets.UTF_8);
        String[] lines = head.split("\r\n", -1);
        String[] first = lines[0].split(" ", 3);
        List<String> headers = new ArrayList<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            headers.add(lines[i]);
        }
        String path = first.length > 1 ? first[1] : "";
        int bodyFrom = Math.min(length, headEnd + 4);
        int bodyLength = Math.min(length - bodyFrom, bodyBytes);
        return new Sent(
                first[0],
                path.startsWith("/") ? base + path : path,
                headers,
                new String(bytes, bodyFrom, bodyLength, StandardCharsets.UTF_8),
                whole > bodyFrom + bodyLength);
    }

    /** What was sent over a WebSocket, all of which is body. */
    static Sent ofMessage(String word, byte[] bytes, long whole, String base, int bodyBytes) {
        int length = Math.min(bytes.length, bodyBytes);
        return new Sent(word, base, List.of(), new String(bytes, 0, length, StandardCharsets.UTF_8), whole > length);
    }

    private static int headEnd(byte[] bytes, int length) {
        for (int i = 0; i + 3 < length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i;
            }
        }
        return length;
    }
}
