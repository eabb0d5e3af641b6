package io.breakwater.generator.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** One value of {@code Set-Cookie}, taken apart (RFC 6265, section 5.2). Used again and again; not thread-safe. */
final class SetCookie {

    private static final byte[] NO_PATH = new byte[0];
    private static final byte[] DOMAIN = AsciiBytes.of("domain");
    private static final byte[] PATH = AsciiBytes.of("path");
    private static final byte[] SECURE = AsciiBytes.of("secure");
    private static final byte[] MAX_AGE = AsciiBytes.of("max-age");
    private static final byte[] EXPIRES = AsciiBytes.of("expires");

    /** More seconds than these are for ever. */
    private static final int MOST_AGE_DIGITS = 10;

    byte[] bytes = NO_PATH;
    int pairFrom;
    int nameLength;
    int pairLength;
    /** Lower case, without the leading dot; empty when none is named. */
    String domain = "";

    boolean secure;
    /** Empty when none is named. */
    byte[] path = NO_PATH;
    /** When it ends, in milliseconds since 1970; {@code Long.MAX_VALUE} with the session. */
    long expiresMillis;

    private boolean hasMaxAge;

    /** Takes a value apart; false when it sets no cookie. The bytes stay the caller's, and must not change meanwhile. */
    boolean read(byte[] source, int from, int to, long nowMillis) {
        bytes = source;
        domain = "";
        secure = false;
        path = NO_PATH;
        expiresMillis = Long.MAX_VALUE;
        hasMaxAge = false;
        int end = endOfPart(source, from, to);
        int equals = from;
        while (equals < end && source[equals] != '=') {
            equals++;
        }
        pairFrom = AsciiBytes.skipBlanks(source, from, end);
        int nameEnd = AsciiBytes.trimBlanks(source, pairFrom, equals);
        if (equals == end || nameEnd <= pairFrom) {
            return false;
        }
        nameLength = nameEnd - pairFrom;
        pairLength = AsciiBytes.trimBlanks(source, equals + 1, end) - pairFrom;
        for (int at = end + 1; at < to; ) {
            int partEnd = endOfPart(source, at, to);
            attribute(AsciiBytes.skipBlanks(source, at, partEnd), partEnd, nowMillis);
            at = partEnd + 1;
        }
        return true;
    }

    private static int endOfPart(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != ';') {
            end++;
        }
        return end;
    }

    private void attribute(int from, int to, long nowMillis) {
        int equals = from;
        while (equals < to && bytes[equals] != '=') {
            equals++;
        }
        int nameEnd = AsciiBytes.trimBlanks(bytes, from, equals);
        int valueFrom = Math.min(to, AsciiBytes.skipBlanks(bytes, Math.min(equals + 1, to), to));
        int valueTo = AsciiBytes.trimBlanks(bytes, valueFrom, to);
        if (AsciiBytes.equal(bytes, from, nameEnd, SECURE)) {
            secure = true;
        } else if (AsciiBytes.equal(bytes, from, nameEnd, PATH)) {
            path = valueFrom < valueTo && bytes[valueFrom] == '/'
                    ? Arrays.copyOfRange(bytes, valueFrom, valueTo)
                    : NO_PATH;
        } else if (AsciiBytes.equal(bytes, from, nameEnd, DOMAIN)) {
            String text = text(valueFrom, valueTo).toLowerCase(Locale.ROOT);
            domain = text.startsWith(".") ? text.substring(1) : text;
        } else if (AsciiBytes.equal(bytes, from, nameEnd, MAX_AGE)) {
            maxAge(valueFrom, valueTo, nowMillis);
        } else if (!hasMaxAge && AsciiBytes.equal(bytes, from, nameEnd, EXPIRES)) {
            expiresMillis = HttpDates.millis(text(valueFrom, valueTo)).orElse(expiresMillis);
        }
    }

    /** Wins over {@code Expires}; 0 and less end the cookie at once (RFC 6265, section 5.2.2). */
    private void maxAge(int from, int to, long nowMillis) {
        boolean negative = from < to && bytes[from] == '-';
        int digitsFrom = negative ? from + 1 : from;
        long seconds = 0;
        for (int i = digitsFrom; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return;
            }
            if (i - digitsFrom < MOST_AGE_DIGITS) {
                seconds = seconds * 10 + digit;
            }
        }
        if (digitsFrom < to) {
            hasMaxAge = true;
            expiresMillis = negative || seconds == 0 ? Long.MIN_VALUE : nowMillis + seconds * 1_000;
        }
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
