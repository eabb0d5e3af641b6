package io.breakwater.events.cases;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * The form of a text, of which texts can be made: characters, classes such as {@code [a-z0-9]} and {@code \d}, each with a number of
 * times behind it where it stands more than once, {@code {4}} or {@code {2,8}}, or {@code ?}. Immutable.
 */
public final class TextPattern {

    private static final int MOST_TIMES = 200;
    private static final long MANY = 1L << 40;

    /** The Chinese characters from U+4E00 to U+9FA5 are 20,902. */
    private static final int WIDEST_RANGE = 21_000;

    private final String source;
    private final List<Part> parts;

    /** Some of these characters, so many times. */
    private record Part(String characters, int least, int most) {

        boolean holds(char character) {
            return characters.indexOf(character) >= 0;
        }

        long count() {
            long sum = 0;
            long ofLength = 1;
            for (int length = 0; length <= most; length++) {
                sum += length >= least ? ofLength : 0;
                ofLength = Math.min(MANY, ofLength * characters.length());
            }
            return Math.min(MANY, sum);
        }
    }

    private TextPattern(String source, List<Part> parts) {
        this.source = source;
        this.parts = List.copyOf(parts);
    }

    /**
     * A pattern.
     *
     * @throws IllegalArgumentException when it is none; the message tells where
     */
    public static TextPattern parse(String source) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < source.length()) {
            StringBuilder characters = new StringBuilder();
            at = characters(source, at, characters);
            int least = 1;
            int most = 1;
            if (at < source.length() && source.charAt(at) == '?') {
                least = 0;
                at++;
            } else if (at < source.length() && source.charAt(at) == '{') {
                int end = source.indexOf('}', at);
                String[] times =
                        end < 0 ? new String[0] : source.substring(at + 1, end).split(",", -1);
                if (times.length < 1 || times.length > 2) {
                    throw wrong(source, at, "{4} or {2,8}");
                }
                least = times(source, at, times[0]);
                most = times(source, at, times[times.length - 1]);
                at = end + 1;
            }
            if (least > most) {
                throw wrong(source, at, "the smaller number first");
            }
            parts.add(new Part(characters.toString(), least, most));
        }
        if (parts.isEmpty()) {
            throw wrong(source, 0, "at least one character");
        }
        return new TextPattern(source, parts);
    }

    private static int characters(String source, int from, StringBuilder characters) {
        char first = source.charAt(from);
        if (first == '[') {
            return characterClass(source, from, characters);
        }
        if (first == '\\') {
            return escaped(source, from, characters);
        }
        if ("(){}|*+.^$?]".indexOf(first) >= 0) {
            throw wrong(source, from, "a character, [a-z], \\d, or \\ before a special one");
        }
        characters.append(first);
        return from + 1;
    }

    private static int escaped(String source, int from, StringBuilder characters) {
        if (from + 1 >= source.length()) {
            throw wrong(source, from, "a character behind \\");
        }
        char next = source.charAt(from + 1);
        if (next == 'd') {
            characters.append("0123456789");
        } else if (Character.isLetterOrDigit(next)) {
            throw wrong(source, from, "\\d, or \\ before a special character");
        } else {
            characters.append(next);
        }
        return from + 2;
    }

    private static int characterClass(String source, int from, StringBuilder characters) {
        TreeSet<Character> members = new TreeSet<>();
        int at = from + 1;
        while (at < source.length() && source.charAt(at) != ']') {
            char first = source.charAt(at);
            if (first == '^' || first == '[' || first == '\\') {
                throw wrong(source, at, "letters, digits and ranges such as a-z");
            }
            char last = first;
            if (at + 2 < source.length() && source.charAt(at + 1) == '-' && source.charAt(at + 2) != ']') {
                last = source.charAt(at + 2);
                at += 2;
            }
            if (last < first || last - first > WIDEST_RANGE) {
                throw wrong(source, at, "a range in order, of at most " + WIDEST_RANGE + " characters");
            }
            for (int member = first; member <= last; member++) {
                members.add((char) member);
            }
            at++;
        }
        if (at >= source.length() || members.isEmpty()) {
            throw wrong(source, from, "[, some characters, and ]");
        }
        members.forEach(characters::append);
        return at + 1;
    }

    private static int times(String source, int at, String number) {
        if (!number.matches("[0-9]{1,3}") || Integer.parseInt(number) > MOST_TIMES) {
            throw wrong(source, at, "a number of times up to " + MOST_TIMES);
        }
        return Integer.parseInt(number);
    }

    private static IllegalArgumentException wrong(String source, int at, String expected) {
        return new IllegalArgumentException(
                "pattern: " + source + ", at character " + (at + 1) + " (expected: " + expected + ")");
    }

    /** The pattern as it was written. */
    public String source() {
        return source;
    }

    /**
     * How many ways lead to its texts, or a thousand thousand million where there are more. {@code [ab]?[ab]?} has nine and only seven
     * texts, as two ways lead to {@code a} and to {@code b}.
     */
    public long count() {
        long product = 1;
        for (Part part : parts) {
            long of = part.count();
            product = of > MANY / Math.max(1, product) ? MANY : product * of;
        }
        return product;
    }

    /**
     * One of its texts by the number of a way to it, from 0 below {@link #count()}; for patterns that have few of them. Two numbers
     * may lead to the same text.
     */
    public String text(long number) {
        StringBuilder text = new StringBuilder();
        long left = number;
        for (Part part : parts) {
            long index = left % part.count();
            left /= part.count();
            int length = part.least();
            long ofLength = (long) Math.pow(part.characters().length(), length);
            while (index >= ofLength) {
                index -= ofLength;
                ofLength *= part.characters().length();
                length++;
            }
            for (int i = 0; i < length; i++) {
                text.append(part.characters()
                        .charAt((int) (index % part.characters().length())));
                index /= part.characters().length();
            }
        }
        return text.toString();
    }

    /** Any of its texts. */
    public String any(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            for (int left = random.nextInt(part.least(), part.most() + 1); left > 0; left--) {
                text.append(part.characters()
                        .charAt(random.nextInt(part.characters().length())));
            }
        }
        return text.toString();
    }

    /** Whether a text has this form. Takes no longer than the text's length times that of the pattern, repetitions counted. */
    public boolean matches(String text) {
        BitSet reached = new BitSet();
        reached.set(0);
        for (Part part : parts) {
            reached = reachedThrough(part, text, reached);
        }
        return reached.get(text.length());
    }

    /** Up to where the text has the form of the parts so far and this one, of up to where it had that of the parts so far. */
    private static BitSet reachedThrough(Part part, String text, BitSet reached) {
        BitSet next = new BitSet();
        for (int from = reached.nextSetBit(0); from >= 0; from = reached.nextSetBit(from + 1)) {
            int to = from;
            for (int times = 0; times <= part.most(); times++) {
                if (times >= part.least()) {
                    next.set(to);
                }
                if (to >= text.length() || !part.holds(text.charAt(to))) {
                    break;
                }
                to++;
            }
        }
        return next;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextPattern pattern && pattern.source.equals(source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
