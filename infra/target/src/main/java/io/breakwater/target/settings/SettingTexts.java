package io.breakwater.target.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the texts of settings; an {@link IllegalArgumentException} says what was expected. */
final class SettingTexts {

    static final String NONE = "none";

    private static final int MAX_LISTED = 1_000;

    private SettingTexts() {}

    static int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("a port from 0 to 65535");
    }

    static boolean trueOrFalse(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("true or false");
    }

    static long wholeNumber(String text) {
        if (text.matches("-?\\d{1,18}")) {
            return Long.parseLong(text);
        }
        throw new IllegalArgumentException("a whole number of at most 18 digits");
    }

    static String matching(String pattern, String expected, String text) {
        if (Pattern.matches(pattern, text)) {
            return text;
        }
        throw new IllegalArgumentException(expected);
    }

    static Duration between(String least, String most, String text) {
        String expected = "a duration from " + least + " to " + most + ", such as 60s";
        Duration duration;
        try {
            duration = Amounts.duration(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(expected, e);
        }
        if (duration.compareTo(Amounts.duration(least)) < 0 || duration.compareTo(Amounts.duration(most)) > 0) {
            throw new IllegalArgumentException(expected);
        }
        return duration;
    }

    static int count(String text) {
        if (text.matches("\\d{1,9}")) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("a whole number from 0 to 999999999");
    }

    static OptionalInt errcode(String text) {
        if (text.equals(NONE)) {
            return OptionalInt.empty();
        }
        if (text.equals("-1") || text.matches("[1-9]\\d{4,6}")) {
            return OptionalInt.of(Integer.parseInt(text));
        }
        throw new IllegalArgumentException("none, -1, or 5 to 7 digits");
    }

    /** Reads {@code none} or texts with commas between them. */
    static List<String> list(String pattern, String expected, String text) {
        if (text.equals(NONE)) {
            return List.of();
        }
        List<String> all = List.of(text.split(",", -1));
        if (all.size() <= MAX_LISTED && all.stream().allMatch(one -> Pattern.matches(pattern, one))) {
            return all;
        }
        throw new IllegalArgumentException(
                "none, or at most " + MAX_LISTED + " of these with commas between: " + expected);
    }

    static String text(List<String> all) {
        return all.isEmpty() ? NONE : String.join(",", all);
    }

    /** Reads {@code none} or {@code id=secret} with commas between. */
    static Map<String, String> secrets(String pattern, String expected, String text) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String one : list(pattern, expected, text)) {
            int equals = one.indexOf('=');
            all.put(one.substring(0, equals), one.substring(equals + 1));
        }
        return all;
    }

    static String masked(Map<String, String> secrets) {
        return secrets.isEmpty()
                ? NONE
                : secrets.keySet().stream().map(id -> id + "=***").collect(Collectors.joining(","));
    }
}
