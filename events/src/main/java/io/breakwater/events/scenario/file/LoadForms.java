package io.breakwater.events.scenario.file;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of arrival rates and numbers of virtual users. */
final class LoadForms {

    private static final String NUMBER = "[0-9]{1,9}(?:\\.[0-9]{1,9})?";
    private static final String RATE = "(" + NUMBER + ")\\s*(/s|/min|\\s(?:rps|tps|qps))";
    private static final String USERS = "([0-9]{1,7})\\s*users?";
    private static final String SCALE = "(" + NUMBER + ")\\s*%";

    private static final Pattern RATE_WHOLE = Pattern.compile(RATE);
    private static final Pattern USERS_WHOLE = Pattern.compile(USERS);
    private static final Pattern BARE_USERS = Pattern.compile("[0-9]{1,7}");
    private static final Pattern SCALE_WHOLE = Pattern.compile(SCALE);
    private static final Pattern RAMP_WHOLE = Pattern.compile("(.+?)\\s+to\\s+(.+)");

    /** Ten times what the largest known event asked for; beyond it microseconds between arrivals vanish. */
    private static final BigDecimal HIGHEST_RATE_PER_SECOND = BigDecimal.valueOf(10_000_000);

    /** As many as iterations may be under way. */
    private static final int MOST_USERS = 1_000_000;

    private static final BigDecimal SECONDS_PER_MINUTE = BigDecimal.valueOf(60);

    /** Two levels. */
    record Ramp(double from, double to) {}

    static final Form<Double> RATE_PER_SECOND = Form.of(
            "an arrival rate with its unit (/s, /min, rps, tps, qps), such as 200/s",
            RATE,
            List.of("200/s", "90/min", "200 rps"),
            LoadForms::rate);

    static final Form<Ramp> RATE_RAMP = Form.of(
            "two arrival rates, each with its unit (/s, /min, rps, tps, qps), such as 10/s to 200/s",
            RATE + "\\s+to\\s+" + RATE,
            List.of("10/s to 200/s"),
            text -> ramp(text, LoadForms::rate, LoadForms::rate));

    static final Form<Double> USERS_LEVEL = Form.of(
            "a number of virtual users with its unit (users), at most 1000000, such as 50 users",
            USERS,
            List.of("50 users", "1 user"),
            LoadForms::users);

    static final Form<Ramp> USERS_RAMP = Form.of(
            "two numbers of virtual users with their unit (users), such as 0 to 100 users",
            "[0-9]{1,7}(\\s*users?)?\\s+to\\s+" + USERS,
            List.of("0 to 100 users"),
            text -> ramp(
                    text,
                    from -> users(BARE_USERS.matcher(from).matches() ? from + " users" : from),
                    LoadForms::users));

    static final Form<Double> SCALE_RATIO =
            Form.of("a scale above 0% with its unit, such as 150%", SCALE, List.of("150%", "50%"), LoadForms::scale);

    private LoadForms() {}

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

    private static Optional<Double> users(String text) {
        Matcher matcher = USERS_WHOLE.matcher(text);
        return matcher.matches()
                ? Optional.of(Double.valueOf(matcher.group(1))).filter(users -> users <= MOST_USERS)
                : Optional.empty();
    }

    private static Optional<Double> scale(String text) {
        Matcher matcher = SCALE_WHOLE.matcher(text);
        return matcher.matches()
                ? Optional.of(new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue())
                        .filter(scale -> scale > 0)
                : Optional.empty();
    }

    private static Optional<Ramp> ramp(
            String text, Function<String, Optional<Double>> from, Function<String, Optional<Double>> to) {
        Matcher matcher = RAMP_WHOLE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return from.apply(matcher.group(1))
                .flatMap(low -> to.apply(matcher.group(2)).map(high -> new Ramp(low, high)));
    }
}
