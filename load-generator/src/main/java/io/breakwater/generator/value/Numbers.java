package io.breakwater.generator.value;

import io.breakwater.generator.text.ByteText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** Functions of numbers. Exact: whole numbers, and decimals of moderate length. */
final class Numbers {

    /** BigDecimal's cost grows with the length, and an exponent could make it any. */
    private static final int LONGEST = 40;

    private Numbers() {}

    /** The whole number that a text of at most 18 digits is. */
    static OptionalLong whole(ByteText text) {
        int from = text.length() > 0 && text.bytes()[0] == '-' ? 1 : 0;
        int digits = text.length() - from;
        if (digits < 1 || digits > 18) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.bytes()[i] - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            number = number * 10 + digit;
        }
        return OptionalLong.of(from == 0 ? number : -number);
    }

    static boolean add(Filling filling, ByteText[] given, ByteText out) {
        BigDecimal sum = BigDecimal.ZERO;
        for (ByteText text : given) {
            Optional<BigDecimal> number = decimal(text);
            if (number.isEmpty()) {
                return false;
            }
            sum = sum.add(number.get());
        }
        out.append(sum.toPlainString());
        return true;
    }

    static boolean subtract(Filling filling, ByteText[] given, ByteText out) {
        Optional<BigDecimal> number = decimal(given[0]);
        Optional<BigDecimal> less = decimal(given[1]);
        if (number.isEmpty() || less.isEmpty()) {
            return false;
        }
        out.append(number.get().subtract(less.get()).toPlainString());
        return true;
    }

    static boolean multiply(Filling filling, ByteText[] given, ByteText out) {
        BigDecimal product = BigDecimal.ONE;
        for (ByteText text : given) {
            Optional<BigDecimal> number = decimal(text);
            if (number.isEmpty()) {
                return false;
            }
            product = product.multiply(number.get());
        }
        out.append(product.toPlainString());
        return true;
    }

    private static Optional<BigDecimal> decimal(ByteText text) {
        if (text.length() == 0 || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(new String(text.bytes(), 0, text.length(), StandardCharsets.US_ASCII));
            return Math.abs((long) number.scale()) > LONGEST ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
