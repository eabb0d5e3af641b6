package io.breakwater.generator.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The cookies that one virtual user was given (RFC 6265: name, value, {@code Domain}, {@code Path}, {@code Secure},
 * {@code Max-Age}, {@code Expires}). Cleared when an iteration begins. Bounded in number and size; what is used again and again
 * allocates nothing. Not thread-safe.
 */
public final class CookieJar {

    /** Of one user at one system; RFC 6265, section 6.1 asks for 50 from each domain. */
    static final int MOST_COOKIES = 50;

    /** Name and value together; RFC 6265, section 6.1. */
    static final int LONGEST_COOKIE_BYTES = 4_096;

    private static final byte[] SET_COOKIE = HeaderBytes.name("set-cookie");
    private static final byte[] SEPARATOR = AsciiBytes.of("; ");
    private static final byte[] ROOT = AsciiBytes.of("/");

    private final LongSupplier wallMillis;
    private final SetCookie parsed = new SetCookie();

    /** Those with longer paths first, then those that came first: the order in which they are sent. */
    private final Cookie[] cookies = new Cookie[MOST_COOKIES];

    private int count;
    private long refused;

    /** One cookie's place; used again for others. */
    private static final class Cookie {

        byte[] pair = new byte[64];
        int nameLength;
        int pairLength;
        String domain = "";
        boolean hostOnly;
        boolean secure;
        byte[] path = ROOT;
        long expiresMillis;
    }

    /** A jar without cookies; the clock, in milliseconds since 1970, is that of {@code Expires}. */
    public CookieJar(LongSupplier wallMillis) {
        this.wallMillis = wallMillis;
    }

    /** Forgets all cookies, as when an iteration begins. */
    public void clear() {
        count = 0;
    }

    /** How many cookies it holds. */
    public int size() {
        return count;
    }

    /** How many cookies were not kept, because of their size, their number or a domain that is not the sender's. */
    public long refused() {
        return refused;
    }

    /**
     * Takes what a response sets.
     *
     * @param headers     the response's
     * @param from        who sent it
     * @param requestPath the path that was asked for; what follows a question mark does not count
     * @param pathLength  how many of its bytes count
     */
    void take(HeaderBytes headers, Target from, byte[] requestPath, int pathFrom, int pathLength) {
        for (int at = headers.next(SET_COOKIE, 0); at < headers.count(); at = headers.next(SET_COOKIE, at + 1)) {
            int valueFrom = headers.valueFrom(at);
            if (parsed.read(headers.bytes(), valueFrom, valueFrom + headers.valueLength(at), wallMillis.getAsLong())) {
                put(from, requestPath, pathFrom, pathLength);
            } else {
                refused++;
            }
        }
    }

    private void put(Target from, byte[] requestPath, int pathFrom, int pathLength) {
        boolean hostOnly = parsed.domain.isEmpty();
        String domain = hostOnly ? from.host() : parsed.domain;
        boolean reaches =
                hostOnly || (domain.equals(from.host()) || (domain.indexOf('.') > 0 && isBelow(from.host(), domain)));
        if (!reaches || parsed.pairLength > LONGEST_COOKIE_BYTES || (parsed.secure && !from.secure())) {
            refused++;
            return;
        }
        byte[] path = parsed.path.length > 0 ? parsed.path : defaultPath(requestPath, pathFrom, pathLength);
        Cookie cookie = remove(domain, path);
        if (parsed.expiresMillis <= wallMillis.getAsLong()) {
            if (cookie != null) {
                cookies[count] = cookie;
            }
            return;
        }
        if (cookie == null) {
            if (count == MOST_COOKIES) {
                refused++;
                return;
            }
            cookie = cookies[count] == null ? new Cookie() : cookies[count];
        }
        fill(cookie, domain, hostOnly, path);
        int at = count++;
        while (at > 0 && cookies[at - 1].path.length < path.length) {
            cookies[at] = cookies[at - 1];
            at--;
        }
        cookies[at] = cookie;
    }

    private void fill(Cookie cookie, String domain, boolean hostOnly, byte[] path) {
        if (cookie.pair.length < parsed.pairLength) {
            cookie.pair = new byte[parsed.pairLength];
        }
        System.arraycopy(parsed.bytes, parsed.pairFrom, cookie.pair, 0, parsed.pairLength);
        cookie.pairLength = parsed.pairLength;
        cookie.nameLength = parsed.nameLength;
        cookie.domain = domain;
        cookie.hostOnly = hostOnly;
        cookie.secure = parsed.secure;
        cookie.path = path;
        cookie.expiresMillis = parsed.expiresMillis;
    }

    /** Takes the cookie out that has the same name, domain and path; null when there is none. */
    private @Nullable Cookie remove(String domain, byte[] path) {
        for (int i = 0; i < count; i++) {
            Cookie cookie = cookies[i];
            boolean same = Arrays.equals(
                            cookie.pair,
                            0,
                            cookie.nameLength,
                            parsed.bytes,
                            parsed.pairFrom,
                            parsed.pairFrom + parsed.nameLength)
                    && cookie.domain.equals(domain)
                    && Arrays.equals(cookie.path, path);
            if (same) {
                System.arraycopy(cookies, i + 1, cookies, i, count - i - 1);
                count--;
                return cookie;
            }
        }
        return null;
    }

    /** How many bytes {@link #write} writes; 0 when no cookie goes there. */
    int length(Target to, byte[] path, int pathFrom, int pathLength) {
        return send(to, path, pathFrom, pathLength, null);
    }

    /** Writes {@code a=1; b=2}: the cookies that go to this place. */
    void write(Target to, byte[] path, int pathFrom, int pathLength, ByteBuf out) {
        send(to, path, pathFrom, pathLength, out);
    }

    private int send(Target to, byte[] path, int pathFrom, int pathLength, @Nullable ByteBuf out) {
        if (count == 0) {
            return 0;
        }
        long nowMillis = wallMillis.getAsLong();
        int length = 0;
        for (int i = 0; i < count; i++) {
            Cookie cookie = cookies[i];
            if (goes(cookie, to, path, pathFrom, pathLength, nowMillis)) {
                if (out != null) {
                    if (length > 0) {
                        out.writeBytes(SEPARATOR);
                    }
                    out.writeBytes(cookie.pair, 0, cookie.pairLength);
                }
                length += cookie.pairLength + (length > 0 ? SEPARATOR.length : 0);
            }
        }
        return length;
    }

    private static boolean goes(Cookie cookie, Target to, byte[] path, int pathFrom, int pathLength, long nowMillis) {
        boolean host = to.host().equals(cookie.domain) || (!cookie.hostOnly && isBelow(to.host(), cookie.domain));
        return host
                && (!cookie.secure || to.secure())
                && cookie.expiresMillis > nowMillis
                && pathMatches(cookie.path, path, pathFrom, pathLength);
    }

    /** RFC 6265, section 5.1.3; an address is below nothing. */
    private static boolean isBelow(String host, String domain) {
        return host.length() > domain.length()
                && host.endsWith(domain)
                && host.charAt(host.length() - domain.length() - 1) == '.'
                && Route.literal(host).isEmpty();
    }

    /** RFC 6265, section 5.1.4. */
    private static boolean pathMatches(byte[] cookiePath, byte[] path, int from, int length) {
        if (length < cookiePath.length
                || !Arrays.equals(cookiePath, 0, cookiePath.length, path, from, from + cookiePath.length)) {
            return false;
        }
        return length == cookiePath.length
                || cookiePath[cookiePath.length - 1] == '/'
                || path[from + cookiePath.length] == '/';
    }

    /** Up to the last slash, without it (RFC 6265, section 5.1.4). */
    private static byte[] defaultPath(byte[] path, int from, int length) {
        int last = 0;
        for (int i = 1; i < length; i++) {
            if (path[from + i] == '/') {
                last = i;
            }
        }
        return last == 0 ? ROOT : Arrays.copyOfRange(path, from, from + last);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("CookieJar[");
        for (int i = 0; i < count; i++) {
            // Names only: values are often secrets.
            text.append(i == 0 ? "" : ", ")
                    .append(new String(cookies[i].pair, 0, cookies[i].nameLength, StandardCharsets.ISO_8859_1));
        }
        return text.append(']').toString();
    }
}
