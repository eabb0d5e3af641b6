package io.breakwater.events.scenario.file;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of limits, and of the stretches over which they must hold. */
final class ObjectiveForms {

    private static final String PERCENTILE = "p([0-9]{1,2}(?:\\.[0-9]{1,6})?)";
    private static final Pattern TIME_FIGURE_LIMIT = Pattern.compile("(?:" + PERCENTILE + "|(mean)|max)\\s*<=\\s*(.+)");

    /** A stretch is kept second by second while it slides. */
    private static final Duration LONGEST_STRETCH = Duration.ofMinutes(10);

    /** A percentile, which is 100 for the longest time and 0 for the mean, and what it may be at most. */
    record TimeFigureLimit(double percentile, long limitMicros) {}

    static final Form<TimeFigureLimit> TIME_FIGURE_AT_MOST = Form.of(
            "a percentile, mean or max and its upper limit with a unit, such as p99 <= 400ms",
            "(p[0-9]{1,2}(\\.[0-9]{1,6})?|mean|max)\\s*<=\\s*" + Forms.DURATION.pattern(),
            List.of("p99 <= 400ms", "p99.9 <= 1s", "mean <= 150ms", "max <= 2s"),
            ObjectiveForms::timeFigure);

    static final Form<Long> STRETCH = Form.of(
            "whole seconds with their unit, 1s to 10m, such as 30s",
            Forms.DURATION.pattern(),
            List.of("30s", "1m"),
            text -> wholeSeconds(text, LONGEST_STRETCH));

    static final Form<Long> GRACE = Form.of(
            "whole seconds with their unit, at most a day, such as 30s",
            Forms.DURATION.pattern(),
            List.of("30s", "2m"),
            text -> wholeSeconds(text, Duration.ofDays(1)));

    static final Form<String> REGION = Form.matching(
            "the name of a region: letters, digits, hyphens, dots and underscores, at most 60",
            "[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,59}",
            "cn-east");

    private ObjectiveForms() {}

    private static Optional<TimeFigureLimit> timeFigure(String text) {
        Matcher matcher = TIME_FIGURE_LIMIT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean isPercentile = matcher.group(1) != null;
        double percentile = isPercentile ? Double.parseDouble(matcher.group(1)) : matcher.group(2) == null ? 100 : 0;
        return isPercentile && percentile == 0
                ? Optional.empty()
                : Forms.TIME_LIMIT
                        .read()
                        .apply(matcher.group(3))
                        .map(limit -> new TimeFigureLimit(percentile, Forms.micros(limit)));
    }

    private static Optional<Long> wholeSeconds(String text, Duration longest) {
        return Forms.DURATION
                .read()
                .apply(text)
                .filter(duration ->
                        duration.equals(duration.truncatedTo(ChronoUnit.SECONDS)) && duration.compareTo(longest) <= 0)
                .map(Duration::toSeconds);
    }
}
