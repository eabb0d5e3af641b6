package io.breakwater.generator.value;

import io.breakwater.generator.text.ByteText;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.OptionalLong;

/** Functions whose result the virtual user's random numbers decide: the same in every run with the same seed. */
final class Randoms {

    private static final long LONGEST_TEXT = 4096;

    private static final int[] LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
            .codePoints()
            .toArray();

    /** What Chinese mobile numbers begin with, of the four operators. */
    private static final String[] MOBILE_PREFIXES = {
        "130", "131", "132", "133", "134", "135", "136", "137", "138", "139", "147", "150", "151", "152", "153", "155",
                "156",
        "157", "158", "159", "166", "173", "175", "176", "177", "178", "180", "181", "182", "183", "184", "185", "186",
                "187",
        "188", "189", "191", "198", "199"
    };

    /** Districts of GB/T 2260 of ten large cities. */
    private static final String[] DISTRICTS = {
        "110101", "120101", "310101", "320102", "330106", "420106", "440103", "500103", "510107", "610103"
    };

    private static final long FIRST_BIRTHDAY = LocalDate.of(1960, 1, 1).toEpochDay();
    private static final long BIRTHDAYS = LocalDate.of(2005, 1, 1).toEpochDay() - FIRST_BIRTHDAY;

    /** GB 11643: weight of each digit, and the check digit by the weighted sum's remainder. */
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private static final String CHECK_DIGITS = "10X98765432";

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Randoms() {}

    /** A number from 0 up to a bound, not included: the upper half of a product of 64 by 64 bits (Lemire 2019). */
    static long below(Filling filling, long bound) {
        long random = filling.values().nextRandom();
        return Math.multiplyHigh(random, bound) + ((random >> 63) & bound);
    }

    static boolean number(Filling filling, ByteText[] given, ByteText out) {
        OptionalLong from = Numbers.whole(given[0]);
        OptionalLong to = Numbers.whole(given[1]);
        if (from.isEmpty() || to.isEmpty() || from.getAsLong() > to.getAsLong()) {
            return false;
        }
        out.append(from.getAsLong() + below(filling, to.getAsLong() - from.getAsLong() + 1));
        return true;
    }

    static boolean text(Filling filling, ByteText[] given, ByteText out) {
        OptionalLong length = Numbers.whole(given[0]);
        int[] characters = given.length == 1
                ? LETTERS_AND_DIGITS
                : given[1].toString().codePoints().toArray();
        if (length.isEmpty() || length.getAsLong() < 0 || length.getAsLong() > LONGEST_TEXT || characters.length == 0) {
            return false;
        }
        for (long i = length.getAsLong(); i > 0; i--) {
            int character = characters[(int) below(filling, characters.length)];
            if (character < 0x80) {
                out.append((byte) character);
            } else {
                out.append(Character.toString(character));
            }
        }
        return true;
    }

    static boolean uuid(Filling filling, ByteText[] given, ByteText out) {
        // RFC 9562, section 5.4: version 4 in four bits, the variant in two.
        long high = (filling.values().nextRandom() & ~0xF000L) | 0x4000L;
        long low = (filling.values().nextRandom() >>> 2) | 0x8000000000000000L;
        hex(high >>> 32, 8, out);
        out.append('-');
        hex(high >>> 16, 4, out);
        out.append('-');
        hex(high, 4, out);
        out.append('-');
        hex(low >>> 48, 4, out);
        out.append('-');
        hex(low, 12, out);
        return true;
    }

    static boolean phone(Filling filling, ByteText[] given, ByteText out) {
        out.append(MOBILE_PREFIXES[(int) below(filling, MOBILE_PREFIXES.length)]);
        digits(below(filling, 100_000_000), 8, out);
        return true;
    }

    static boolean idNumber(Filling filling, ByteText[] given, ByteText out) {
        int from = out.length();
        out.append(DISTRICTS[(int) below(filling, DISTRICTS.length)]);
        LocalDate birthday = LocalDate.ofEpochDay(FIRST_BIRTHDAY + below(filling, BIRTHDAYS));
        digits(birthday.getYear() * 10_000L + birthday.getMonthValue() * 100L + birthday.getDayOfMonth(), 8, out);
        digits(1 + below(filling, 999), 3, out);
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (out.bytes()[from + i] - '0') * WEIGHTS[i];
        }
        out.append(CHECK_DIGITS.charAt(sum % CHECK_DIGITS.length()));
        return true;
    }

    private static void digits(long number, int count, ByteText out) {
        long power = 1;
        for (int i = 1; i < count; i++) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            out.append((byte) ('0' + number / power % 10));
        }
    }

    private static void hex(long bits, int count, ByteText out) {
        for (int i = count - 1; i >= 0; i--) {
            out.append(HEX[(int) (bits >>> (4 * i)) & 0xF]);
        }
    }
}
