package io.breakwater.generator.text;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Numbers as they are written in JSON, compared by their value: 0, 0.0 and -0 are one. */
public final class Decimals {

    /** What {@link #compare} returns when one of the texts is no number. */
    public static final int NO_NUMBERS = Integer.MIN_VALUE;

    /** BigDecimal's cost grows with the square of the length, and with the exponent. */
    private static final int LONGEST = 400;

    private static final int LARGEST_EXPONENT_DIGITS = 4;

    private static final int MOST_LONG_DIGITS = 18;

    private Decimals() {}

    /** Whether bytes are a number; one of absurd length or exponent is none. */
    public static boolean isNumber(byte[] bytes, int length) {
        int at = length > 0 && bytes[0] == '-' ? 1 : 0;
        int digits = digits(bytes, at, length);
        if (digits == 0 || length > LONGEST) {
            return false;
        }
        at += digits;
        if (at < length && bytes[at] == '.') {
            digits = digits(bytes, at + 1, length);
            at += 1 + digits;
            if (digits == 0) {
                return false;
            }
        }
        if (at < length && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            at += at < length && (bytes[at] == '+' || bytes[at] == '-') ? 1 : 0;
            digits = digits(bytes, at, length);
            at += digits;
            if (digits == 0 || digits > LARGEST_EXPONENT_DIGITS) {
                return false;
            }
        }
        return at == length;
    }

    /** Below, at or above 0 as the first number is less than, equal to or more than the second. */
    public static int compare(byte[] first, int firstLength, byte[] second, int secondLength) {
        if (!isNumber(first, firstLength) || !isNumber(second, secondLength)) {
            return NO_NUMBERS;
        }
        int firstPoint = point(first, firstLength);
        int secondPoint = point(second, secondLength);
        if (firstPoint >= 0 && secondPoint >= 0) {
            int scale = Math.max(scale(firstPoint, firstLength), scale(secondPoint, secondLength));
            if (firstLength + scale <= MOST_LONG_DIGITS && secondLength + scale <= MOST_LONG_DIGITS) {
                return Long.compare(
                        scaled(first, firstLength, firstPoint, scale),
                        scaled(second, secondLength, secondPoint, scale));
            }
        }
        return decimal(first, firstLength).compareTo(decimal(second, secondLength));
    }

    private static int digits(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at - from;
    }

    /** Where the point is, or would be; below 0 when there is an exponent. */
    private static int point(byte[] bytes, int length) {
        int point = length;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '.') {
                point = i;
            } else if (bytes[i] == 'e' || bytes[i] == 'E') {
                return -1;
            }
        }
        return point;
    }

    private static int scale(int point, int length) {
        return point == length ? 0 : length - point - 1;
    }

    /** The number times ten to the scale. */
    private static long scaled(byte[] bytes, int length, int point, int scale) {
        long number = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] != '.' && bytes[i] != '-') {
                number = number * 10 + bytes[i] - '0';
            }
        }
        for (int i = scale(point, length); i < scale; i++) {
            number *= 10;
        }
        return bytes[0] == '-' ? -number : number;
    }

    private static BigDecimal decimal(byte[] bytes, int length) {
        return new BigDecimal(new String(bytes, 0, length, StandardCharsets.US_ASCII));
    }
}
