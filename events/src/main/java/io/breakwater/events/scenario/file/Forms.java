package io.breakwater.events.scenario.file;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of scalars in a scenario file. Every quantity carries its unit. */
final class Forms {

    private static final String NUMBER = "[0-9]{1,9}(?:\\.[0-9]{1,9})?";
    private static final String DURATION_PART = "(" + NUMBER + ")\\s*(us|µs|ms|s|min|m|h|d)";
    private static final String SHARE = "(" + NUMBER + ")\\s*%";

    private static final Pattern DURATION_PARTS = Pattern.compile(DURATION_PART);
    private static final Pattern DURATION_WHOLE = Pattern.compile("(?:" + DURATION_PART + "\\s*)+");
    private static final Pattern SHARE_WHOLE = Pattern.compile(SHARE);
    private static final Pattern RANGE = Pattern.compile("(.+?)\\s+to\\s+(.+)");
    private static final Pattern SIZE_WHOLE = Pattern.compile("([0-9]{1,7})\\s*(B|KiB|MiB)");
    private static final Pattern SHARE_LIMIT = Pattern.compile("(<=|>=)\\s*(" + SHARE + ")");

    /** Longer phases than a week are a slip of the unit. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** A sample is for people to read. */
    private static final long LARGEST_SIZE_BYTES = 1024 * 1024;

    /** The shortest and the longest. */
    record Range(Duration from, Duration to) {}

    static final Form<String> SCENARIO_NAME = Form.matching(
            "lower-case letters, digits and hyphens, at most 60, beginning with a letter or digit",
            "[a-z0-9][a-z0-9-]{0,59}",
            "express-widget");

    static final Form<String> TITLE =
            Form.matching("one line of at most 200 characters", "[^\\p{Cntrl}]{1,200}", "Express-parcel widget");

    static final Form<String> STEP_NAME = Form.matching(
            "letters, digits, hyphens, dots and underscores, at most 60, beginning with a letter or digit",
            "[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,59}",
            "widget-query");

    static final Form<String> REFERENCE_NAME = Form.matching(
            "letters, digits, hyphens and underscores, at most 60, beginning with a letter",
            "[A-Za-z][A-Za-z0-9_-]{0,59}",
            "cases");

    static final Form<String> BINDING = Form.matching(
            "the name of a binding of token-service: letters, digits, hyphens, dots and underscores, at most 60",
            "[A-Za-z0-9][A-Za-z0-9._-]{0,59}",
            "demo-shop");

    static final Form<String> FILE = Form.of(
            "a file name relative to the scenario file, within its folder",
            "[^/\\\\\\s][^\\\\]{0,199}",
            List.of("widget-cases.jsonl", "buyers.csv"),
            Forms::file);

    static final Form<String> COLUMN = Form.matching(
            "a column name without control characters, quotes, backslashes, braces and dollar signs",
            "[^.\\s\"\\\\{}$\\p{Cntrl}][^\"\\\\{}$\\p{Cntrl}]{0,99}",
            "openid");

    static final Form<String> FIELD_NAME =
            Form.matching("one line of 1 to 200 characters", "[^\\p{Cntrl}]{1,200}", "photo");

    static final Form<String> STATUS_CLASS = Form.matching("a class of statuses such as 2xx", "[1-5]xx", "2xx");

    static final Form<String> TEXT = Form.text("a text", "[\\s\\S]*", "<xml>${cases}</xml>");

    static final Form<Duration> DURATION = Form.of(
            "a duration with its unit (us, ms, s, m, h), such as 500ms, 30s or 1h30m",
            "(" + DURATION_PART + "\\s*)+",
            List.of("30s", "500ms", "1h30m"),
            Forms::duration);

    static final Form<Instant> INSTANT = Form.of(
            "an instant with its offset, such as 2026-11-20T18:00:00Z",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}(Z|[+-][0-9:]{2,6})",
            List.of("2026-11-20T18:00:00Z", "2026-11-21T02:00:00+08:00"),
            Forms::instant);

    static final Form<Range> DURATION_RANGE = Form.of(
            "two durations, each with its unit, such as 200ms to 800ms",
            "(" + DURATION_PART + "\\s*)+\\s+to\\s+(" + DURATION_PART + "\\s*)+",
            List.of("200ms to 800ms"),
            Forms::range);

    static final Form<Duration> TIME_LIMIT = Form.of(
            "a time of 1us to 1h with its unit, such as 170ms or 1.5s",
            "(" + DURATION_PART + "\\s*)+",
            List.of("170ms", "1.5s"),
            text -> duration(text).filter(Forms::isTimeLimit));

    static final Form<Duration> TIMEOUT = Form.of(
            "a duration of 1ms to 10m with its unit, such as 5s",
            "(" + DURATION_PART + "\\s*)+",
            List.of("5s", "500ms"),
            text -> duration(text)
                    .filter(d -> d.compareTo(Duration.ofMillis(1)) >= 0 && d.compareTo(Duration.ofMinutes(10)) <= 0));

    static final Form<Double> SHARE_RATIO =
            Form.of("a share from 0% to 100% with its unit, such as 95%", SHARE, List.of("95%", "99.9%"), Forms::share);

    static final Form<Double> PART_RATIO = Form.of(
            "a share above 0% with its unit, at most 100%, such as 60%",
            SHARE, List.of("60%"), text -> share(text).filter(ratio -> ratio > 0));

    static final Form<Integer> SIZE = Form.of(
            "a size with its unit (B, KiB, MiB), at most 1MiB, such as 16KiB",
            "([0-9]{1,7})\\s*(B|KiB|MiB)",
            List.of("16KiB", "512B"),
            Forms::size);

    static final Form<Double> ERRORS_LIMIT = Form.of(
            "an upper limit with its unit %, such as \"<= 0.5%\"",
            "<=\\s*" + SHARE, List.of("<= 0.5%"), text -> shareLimit(text, "<="));

    static final Form<Double> THROUGHPUT_LIMIT = Form.of(
            "a lower limit with its unit %, such as \">= 99%\"",
            ">=\\s*" + SHARE, List.of(">= 99%"), text -> shareLimit(text, ">="));

    private Forms() {}

    private static Optional<String> file(String text) {
        boolean plain = !text.isBlank()
                && text.length() <= 200
                && text.chars().noneMatch(c -> c < 0x20 || c == 0x7F || c == '\\' || c == ':')
                && text.equals(text.strip());
        boolean within = !text.startsWith("/")
                && List.of(text.split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        return plain && within ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Duration> duration(String text) {
        if (!DURATION_WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = DURATION_PARTS.matcher(text);
        while (part.find()) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanosOf(part.group(2)))));
        }
        if (nanos.signum() <= 0 || nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
            return Optional.empty();
        }
        return Optional.of(
                Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact()));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Range> range(String text) {
        Matcher matcher = RANGE.matcher(text);
        return matcher.matches()
                ? duration(matcher.group(1))
                        .flatMap(from -> duration(matcher.group(2)).map(to -> new Range(from, to)))
                        .filter(range -> range.from().compareTo(range.to()) < 0)
                : Optional.empty();
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "us", "µs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m", "min" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default ->
                throw new IllegalArgumentException("unit: " + unit + " (expected: one that the pattern lets in)");
        };
    }

    /** The histograms end at an hour, and limits are counted in whole microseconds. */
    private static boolean isTimeLimit(Duration limit) {
        return limit.toNanos() % 1_000 == 0 && limit.compareTo(Duration.ofHours(1)) <= 0;
    }

    private static Optional<Double> share(String text) {
        Matcher matcher = SHARE_WHOLE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal ratio = new BigDecimal(matcher.group(1)).movePointLeft(2);
        return ratio.compareTo(BigDecimal.ONE) > 0 ? Optional.empty() : Optional.of(ratio.doubleValue());
    }

    private static Optional<Integer> size(String text) {
        Matcher matcher = SIZE_WHOLE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = matcher.group(2).equals("B") ? 1 : matcher.group(2).equals("KiB") ? 1_024 : LARGEST_SIZE_BYTES;
        long bytes = Long.parseLong(matcher.group(1)) * unit;
        return bytes <= LARGEST_SIZE_BYTES ? Optional.of((int) bytes) : Optional.empty();
    }

    private static Optional<Double> shareLimit(String text, String comparison) {
        Matcher matcher = SHARE_LIMIT.matcher(text);
        return matcher.matches() && matcher.group(1).equals(comparison) ? share(matcher.group(2)) : Optional.empty();
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
