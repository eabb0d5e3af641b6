package io.breakwater.events.data;

import io.breakwater.events.scenario.file.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the file of a rate curve. */
final class CurveFile {

    /** A file with a wrong separator is wrong in every line; a person reads the first few. */
    private static final int LISTED = 100;

    /** A day in tenths of seconds. */
    private static final int MOST_POINTS = 1_000_000;

    private static final long LONGEST_NANOS = 7 * 86_400_000_000_000L;

    /** The same bound as rates in scenario files have. */
    private static final BigDecimal HIGHEST_PER_SECOND = BigDecimal.valueOf(10_000_000);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}(?:\\.[0-9]{1,9})?");
    private static final Pattern CLOCK = Pattern.compile("[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?");
    private static final Pattern RATE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)\\s*(/s|/min)?");

    private final List<RecordedCurve.Point> points = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private int unlisted;
    private long first;

    RecordedCurve.Reading read(byte[] utf8) {
        Optional<String> text = decode(utf8);
        if (text.isEmpty()) {
            problem(1, "encoding: not UTF-8 (expected: UTF-8)");
        } else {
            int number = 0;
            for (String line : text.get().split("\n", -1)) {
                number++;
                line(number, line.strip());
            }
            if (problems.isEmpty()) {
                checkWhole(number);
            }
        }
        if (unlisted > 0) {
            problems.add(new Problem(
                    problems.get(problems.size() - 1).line(), 1, "problems: " + unlisted + " more, not listed"));
        }
        return new RecordedCurve.Reading(
                problems.isEmpty() ? Optional.of(new RecordedCurve(points)) : Optional.empty(), problems);
    }

    private static Optional<String> decode(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private void line(int number, String line) {
        if (line.isEmpty()) {
            return;
        }
        String[] values = line.split(",", -1);
        if (values.length != 2) {
            problem(number, "line: " + values.length + " values (expected: a time and a rate)");
            return;
        }
        Optional<Long> nanos = nanos(unquoted(values[0]));
        Optional<Double> rate = perSecond(unquoted(values[1]));
        if (number == 1 && nanos.isEmpty() && rate.isEmpty()) {
            return;
        }
        if (nanos.isEmpty()) {
            problem(
                    number,
                    "time: " + shown(values[0])
                            + " (expected: seconds, HH:mm:ss, or a date and time such as 2026-11-11 00:00:00)");
        }
        if (rate.isEmpty()) {
            problem(number, "rate: " + shown(values[1]) + " (expected: arrivals per second, such as 200 or 12000/min)");
        }
        if (nanos.isPresent() && rate.isPresent()) {
            add(number, nanos.get(), rate.get());
        }
    }

    private void add(int number, long nanos, double perSecond) {
        if (points.isEmpty()) {
            first = nanos;
        }
        long since = nanos - first;
        if (!points.isEmpty() && since <= points.get(points.size() - 1).nanos()) {
            problem(number, "time: not after that of the line before (expected: later)");
        } else if (since > LONGEST_NANOS) {
            problem(number, "time: more than 7 days after the first (expected: at most that)");
        } else if (points.size() == MOST_POINTS) {
            problem(number, "line: more than " + MOST_POINTS + " (expected: at most that many)");
        } else {
            points.add(new RecordedCurve.Point(since, perSecond));
        }
    }

    private void checkWhole(int lines) {
        if (points.size() < 2) {
            problem(lines, "curve: " + points.size() + " lines with a time and a rate (expected: at least 2)");
        } else if (points.stream().allMatch(point -> point.perSecond() == 0)) {
            problem(lines, "curve: no arrivals (expected: a rate above 0)");
        }
    }

    private void problem(int line, String message) {
        if (problems.size() < LISTED) {
            problems.add(new Problem(line, 1, message));
        } else {
            unlisted++;
        }
    }

    private static String unquoted(String value) {
        String text = value.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    private static String shown(String value) {
        String text = value.replaceAll("\\p{Cntrl}", " ").strip();
        return text.isEmpty() ? "nothing" : text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static Optional<Long> nanos(String text) {
        try {
            if (SECONDS.matcher(text).matches()) {
                BigDecimal nanos = new BigDecimal(text).movePointRight(9);
                return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0
                        ? Optional.of(nanos.longValueExact())
                        : Optional.empty();
            }
            if (CLOCK.matcher(text).matches()) {
                return Optional.of(LocalTime.parse(text).toNanoOfDay());
            }
            String date = text.replaceFirst(" ", "T");
            boolean zoned = date.endsWith("Z") || date.matches(".*[+-][0-9]{2}:[0-9]{2}");
            OffsetDateTime time = zoned
                    ? OffsetDateTime.parse(date)
                    : LocalDateTime.parse(date).atOffset(ZoneOffset.UTC);
            return Optional.of(
                    Math.addExact(Math.multiplyExact(time.toEpochSecond(), 1_000_000_000L), (long) time.getNano()));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Double> perSecond(String text) {
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal rate = new BigDecimal(matcher.group(1));
        if (rate.compareTo(HIGHEST_PER_SECOND) > 0) {
            return Optional.empty();
        }
        return Optional.of(
                "/min".equals(matcher.group(2))
                        ? rate.divide(BigDecimal.valueOf(60), 12, RoundingMode.HALF_UP)
                                .doubleValue()
                        : rate.doubleValue());
    }
}
