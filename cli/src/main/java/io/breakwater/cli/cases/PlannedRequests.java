package io.breakwater.cli.cases;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many requests a rate makes in a time. Stateless. */
final class PlannedRequests {

    private static final Pattern RATE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)\\s*/(s|min)");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(s|m|h)");
    private static final double SECONDS_PER_MINUTE = 60;

    private PlannedRequests() {}

    /** The number; empty when one of the two is wrong, which is then told. */
    static OptionalLong of(String rate, String duration, List<String> errors) {
        Matcher often = RATE.matcher(rate.strip());
        Matcher lasting = DURATION.matcher(duration.strip());
        if (!often.matches()) {
            errors.add("--rate: " + rate + " (expected: such as 200/s)");
        }
        if (!lasting.matches()) {
            errors.add("--for: " + duration + " (expected: such as 30m, 90s or 1h)");
        }
        if (!often.matches() || !lasting.matches()) {
            return OptionalLong.empty();
        }
        double perSecond = Double.parseDouble(often.group(1)) / (often.group(2).equals("s") ? 1 : SECONDS_PER_MINUTE);
        double seconds = Double.parseDouble(lasting.group(1))
                * switch (lasting.group(2)) {
                    case "m" -> SECONDS_PER_MINUTE;
                    case "h" -> SECONDS_PER_MINUTE * SECONDS_PER_MINUTE;
                    default -> 1;
                };
        return OptionalLong.of(Math.round(perSecond * seconds));
    }
}
