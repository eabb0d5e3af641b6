package io.breakwater.generator.http;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a response sends the client on, and what it shall send there (RFC 9110, section 15.4). Allocates: whoever tests a target
 * that redirects pays for it.
 *
 * @param target  the next origin
 * @param request the whole next request
 */
record Redirect(Target target, byte[] request) {

    private static final byte[] LOCATION = HeaderBytes.name("location");
    private static final int HIGHEST_ASCII = 0x7e;

    /** Of a request line, as it is shown; what is longer is cut off. */
    private static final int LONGEST_WORDS = 2_048;

    /** What belongs to one origin and to no other. */
    private static final List<String> OF_ORIGIN = List.of("host", "authorization", "cookie", "proxy-authorization");

    /** What is said of a body that is not sent any more. */
    private static final List<String> OF_BODY = List.of(
            "content-length",
            "content-type",
            "content-encoding",
            "content-language",
            "content-location",
            "transfer-encoding");

    /** Whether a response sends the client on. */
    static boolean isOne(Response response) {
        boolean status = switch (response.status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
        return status
                && response.headers().next(LOCATION, 0) < response.headers().count();
    }

    /**
     * Where a response sends the client on.
     *
     * @param response one that {@link #isOne}
     * @param from     where it came from
     * @param asked    the request that it answers
     * @return empty when its place is no HTTP origin
     */
    static Optional<Redirect> of(Response response, Target from, byte[] asked, int length) {
        String request = new String(asked, 0, length, StandardCharsets.ISO_8859_1);
        int methodEnd = request.indexOf(' ');
        int pathEnd = request.indexOf(' ', methodEnd + 1);
        int lineEnd = request.indexOf("\r\n");
        int headEnd = request.indexOf("\r\n\r\n");
        if (methodEnd < 0 || pathEnd < 0 || lineEnd < pathEnd || headEnd < 0) {
            throw new IllegalStateException("request: no request line and head (expected: both)");
        }
        URI to;
        Target target;
        try {
            to = resolve(from, request.substring(methodEnd + 1, pathEnd), location(response.headers()));
            target = Target.of(to);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String asWas = request.substring(0, methodEnd);
        String method = method(response.status(), asWas);
        boolean keepsBody = method.equals(asWas);
        StringBuilder head = new StringBuilder(length + 64);
        head.append(method).append(' ').append(path(to)).append(" HTTP/1.1\r\n");
        boolean elsewhere = !target.equals(from);
        if (elsewhere) {
            head.append("Host: ").append(target.authority()).append("\r\n");
        }
        for (String line :
                request.substring(Math.min(lineEnd + 2, headEnd), headEnd).split("\r\n", -1)) {
            String name = line.substring(0, Math.max(0, line.indexOf(':'))).toLowerCase(Locale.ROOT);
            boolean dropped =
                    name.isEmpty() || (elsewhere && OF_ORIGIN.contains(name)) || (!keepsBody && OF_BODY.contains(name));
            if (!dropped) {
                head.append(line).append("\r\n");
            }
        }
        head.append("\r\n");
        ByteArrayOutputStream next = new ByteArrayOutputStream(length + 64);
        next.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (keepsBody) {
            next.write(asked, headEnd + 4, length - headEnd - 4);
        }
        return Optional.of(new Redirect(target, next.toByteArray()));
    }

    /** The next request's method and URL. */
    String words() {
        String line = new String(request, 0, Math.min(request.length, LONGEST_WORDS), StandardCharsets.ISO_8859_1);
        int methodEnd = line.indexOf(' ');
        int pathEnd = line.indexOf(' ', methodEnd + 1);
        return line.substring(0, methodEnd + 1)
                + target
                + line.substring(methodEnd + 1, pathEnd < 0 ? line.length() : pathEnd);
    }

    /** 303 asks for the result of what was done; 301 and 302 are taken so after POST, as every client does. */
    private static String method(int status, String asked) {
        return switch (status) {
            case 303 -> asked.equals("HEAD") ? asked : "GET";
            case 301, 302 -> asked.equals("POST") ? "GET" : asked;
            default -> asked;
        };
    }

    private static String location(HeaderBytes headers) {
        int at = headers.next(LOCATION, 0);
        return new String(headers.bytes(), headers.valueFrom(at), headers.valueLength(at), StandardCharsets.ISO_8859_1);
    }

    private static URI resolve(Target from, String path, String location) {
        String base = from + sanitized(path);
        String place = sanitized(location);
        int fragment = place.indexOf('#');
        if (fragment >= 0) {
            place = place.substring(0, fragment);
        }
        if (place.isEmpty() || place.startsWith("?")) {
            // java.net.URI would drop the last segment of the path.
            int query = base.indexOf('?');
            return URI.create(place.isEmpty() ? base : (query < 0 ? base : base.substring(0, query)) + place);
        }
        return URI.create(base).resolve(place);
    }

    private static String path(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        while (path.startsWith("/../")) {
            path = path.substring(3);
        }
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Percent-encodes what no URI may hold; locations do hold it. */
    private static String sanitized(String text) {
        int scheme = text.indexOf("://");
        int pathFrom = scheme >= 0 ? text.indexOf('/', scheme + 3) : 0;
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean bracket = (c == '[' || c == ']') && pathFrom >= 0 && i >= pathFrom;
            boolean bare = c == '%' && !isEncoded(text, i);
            if (c <= ' ' || c > HIGHEST_ASCII || "\"<>\\^`{|}".indexOf(c) >= 0 || bracket || bare) {
                clean.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            } else {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    private static boolean isEncoded(String text, int at) {
        return at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }
}
