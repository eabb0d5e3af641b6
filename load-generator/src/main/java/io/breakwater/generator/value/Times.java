package io.breakwater.generator.value;

import io.breakwater.events.template.FunctionCatalogue;
import io.breakwater.generator.text.ByteText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions that tell the time at which a request is filled in. */
final class Times {

    private static final Pattern OFFSET = Pattern.compile(FunctionCatalogue.OFFSET_PATTERN);

    private Times() {}

    static Source timestamp(String unit, String offset) {
        return new Timestamp(unit.equals("s") ? 1_000 : 1, offsetMillis(offset));
    }

    static Source formatted(String pattern, String offset, String zone) {
        ZoneId place = ZoneId.of(zone.isEmpty() ? FunctionCatalogue.DEFAULT_ZONE : zone);
        return new Formatted(DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(place), offsetMillis(offset));
    }

    private static long offsetMillis(String offset) {
        if (offset.isEmpty()) {
            return 0;
        }
        Matcher matcher = OFFSET.matcher(offset);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("offset: " + offset + " (expected: one such as +1d or -30m)");
        }
        long count = Long.parseLong(matcher.group(2));
        long millis = switch (matcher.group(3)) {
            case "w" -> TimeUnit.DAYS.toMillis(7 * count);
            case "d" -> TimeUnit.DAYS.toMillis(count);
            case "h" -> TimeUnit.HOURS.toMillis(count);
            case "m" -> TimeUnit.MINUTES.toMillis(count);
            case "s" -> TimeUnit.SECONDS.toMillis(count);
            default -> count;
        };
        return matcher.group(1).equals("-") ? -millis : millis;
    }

    /** Since 1970. */
    private record Timestamp(long unitMillis, long offsetMillis) implements Source {
        @Override
        public boolean append(Filling filling, ByteText out) {
            out.append(Math.floorDiv(filling.nowMillis() + offsetMillis, unitMillis));
            return true;
        }
    }

    /** By a pattern. */
    private record Formatted(DateTimeFormatter formatter, long offsetMillis) implements Source {
        @Override
        public boolean append(Filling filling, ByteText out) {
            out.append(formatter.format(Instant.ofEpochMilli(filling.nowMillis() + offsetMillis)));
            return true;
        }
    }
}
