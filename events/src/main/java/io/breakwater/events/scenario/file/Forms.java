package io.breakwater.events.scenario.file;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of scalars in a scenario file. Every quantity carries its unit. */
final class Forms {

    private static final String NUMBER = "[0-9]{1,9}(?:\\.[0-9]{1,9})?";
    private static final String DURATION_PART = "(" + NUMBER + ")\\s*(us|µs|ms|s|min|m|h|d)";
    private static final String RATE = "(" + NUMBER + ")\\s*(/s|/min|\\s(?:rps|tps|qps))";
    private static final String SHARE = "(" + NUMBER + ")\\s*%";

    private static final Pattern DURATION_PARTS = Pattern.compile(DURATION_PART);
    private static final Pattern DURATION_WHOLE = Pattern.compile("(?:" + DURATION_PART + "\\s*)+");
    private static final Pattern RATE_WHOLE = Pattern.compile(RATE);
    private static final Pattern RAMP_WHOLE = Pattern.compile("(.+?)\\s+to\\s+(.+)");
    private static final Pattern SHARE_WHOLE = Pattern.compile(SHARE);
    private static final Pattern SHARE_LIMIT = Pattern.compile("(<=|>=)\\s*(" + SHARE + ")");
    private static final Pattern PERCENTILE_LIMIT = Pattern.compile("p([0-9]{1,2}(?:\\.[0-9]{1,6})?)\\s*<=\\s*(.+)");

    /** Longer phases than a week are a slip of the unit. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Ten times what the largest known event asked for; beyond it microseconds between arrivals vanish. */
    private static final BigDecimal HIGHEST_RATE_PER_SECOND = BigDecimal.valueOf(10_000_000);

    private static final BigDecimal SECONDS_PER_MINUTE = BigDecimal.valueOf(60);

    /** Two rates with their unit. */
    record Ramp(double fromPerSecond, double toPerSecond) {}

    /** A percentile and the time that it may take at most. */
    record PercentileLimit(double percentile, long limitMicros) {}

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

    static final Form<URI> TARGET = Form.of(
            "http://HOST:PORT without a path; paths stand in the steps",
            "http://[^/?#@\\s]+:[0-9]{1,5}/?",
            List.of("http://127.0.0.1:8090"),
            Forms::target);

    static final Form<String> FILE = Form.of(
            "a file name relative to the scenario file, within its folder",
            "[^/\\\\\\s][^\\\\]{0,199}",
            List.of("widget-cases.jsonl", "buyers.csv"),
            Forms::file);

    static final Form<String> COLUMN = Form.matching(
            "a column name without control characters, quotes, backslashes, braces and dollar signs",
            "[^.\\s\"\\\\{}$\\p{Cntrl}][^\"\\\\{}$\\p{Cntrl}]{0,99}",
            "openid");

    static final Form<String> PATH =
            Form.text("a path that begins with a slash, without blanks", "/[^\\s\\p{Cntrl}]{0,7999}", "/widget");

    static final Form<String> HEADER_NAME =
            Form.matching("a header name", "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}", "Authorization");

    static final Form<String> HEADER_VALUE =
            Form.text("one line of text", "[^\\p{Cntrl}]{0,8000}", "Bearer ${token.wechat}");

    static final Form<String> TEXT = Form.text("a text", "[\\s\\S]*", "<xml>${cases}</xml>");

    static final Form<String> JSON_PATH = Form.matching(
            "a path such as $.data.items[0].id",
            "\\$|(?:\\$\\.?)?(?:[^.\\[\\]\\s\"'$]+|\\[[0-9]{1,6}\\])(?:\\.[^.\\[\\]\\s\"'$]+|\\[[0-9]{1,6}\\])*",
            "$.err_code");

    static final Form<Duration> DURATION = Form.of(
            "a duration with its unit (us, ms, s, m, h), such as 500ms, 30s or 1h30m",
            "(" + DURATION_PART + "\\s*)+",
            List.of("30s", "500ms", "1h30m"),
            Forms::duration);

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

    static final Form<Double> RATE_PER_SECOND = Form.of(
            "an arrival rate with its unit (/s, /min, rps, tps, qps), such as 200/s",
            RATE,
            List.of("200/s", "90/min", "200 rps"),
            Forms::rate);

    static final Form<Ramp> RAMP = Form.of(
            "two arrival rates, each with its unit (/s, /min, rps, tps, qps), such as 10/s to 200/s",
            RATE + "\\s+to\\s+" + RATE,
            List.of("10/s to 200/s"),
            Forms::ramp);

    static final Form<Double> SHARE_RATIO =
            Form.of("a share from 0% to 100% with its unit, such as 95%", SHARE, List.of("95%", "99.9%"), Forms::share);

    static final Form<Double> ERRORS_LIMIT = Form.of(
            "an upper limit with its unit %, such as \"<= 0.5%\"",
            "<=\\s*" + SHARE, List.of("<= 0.5%"), text -> shareLimit(text, "<="));

    static final Form<Double> THROUGHPUT_LIMIT = Form.of(
            "a lower limit with its unit %, such as \">= 99%\"",
            ">=\\s*" + SHARE, List.of(">= 99%"), text -> shareLimit(text, ">="));

    static final Form<PercentileLimit> PERCENTILE_AT_MOST = Form.of(
            "a percentile and its upper limit with a unit, such as p99 <= 400ms",
            "p[0-9]{1,2}(\\.[0-9]{1,6})?\\s*<=\\s*(" + DURATION_PART + "\\s*)+",
            List.of("p99 <= 400ms", "p99.9 <= 1s"),
            Forms::percentileLimit);

    private Forms() {}

    private static Optional<URI> target(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean whole = "http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() > 0
                    && uri.getPort() <= 65_535
                    && uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return whole ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

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

    private static Optional<Double> rate(String text) {
        Matcher matcher = RATE_WHOLE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        if (number.compareTo(HIGHEST_RATE_PER_SECOND) > 0) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.group(2).equals("/min")
                        ? number.divide(SECONDS_PER_MINUTE, 12, RoundingMode.HALF_UP)
                                .doubleValue()
                        : number.doubleValue());
    }

    private static Optional<Ramp> ramp(String text) {
        Matcher matcher = RAMP_WHOLE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return rate(matcher.group(1)).flatMap(from -> rate(matcher.group(2)).map(to -> new Ramp(from, to)));
    }

    private static Optional<Double> share(String text) {
        Matcher matcher = SHARE_WHOLE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal ratio = new BigDecimal(matcher.group(1)).movePointLeft(2);
        return ratio.compareTo(BigDecimal.ONE) > 0 ? Optional.empty() : Optional.of(ratio.doubleValue());
    }

    private static Optional<Double> shareLimit(String text, String comparison) {
        Matcher matcher = SHARE_LIMIT.matcher(text);
        return matcher.matches() && matcher.group(1).equals(comparison) ? share(matcher.group(2)) : Optional.empty();
    }

    private static Optional<PercentileLimit> percentileLimit(String text) {
        Matcher matcher = PERCENTILE_LIMIT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double percentile = Double.parseDouble(matcher.group(1));
        return percentile <= 0
                ? Optional.empty()
                : TIME_LIMIT
                        .read()
                        .apply(matcher.group(2))
                        .map(limit -> new PercentileLimit(percentile, micros(limit)));
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
