package io.breakwater.generator.http;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Dates as cookies give them, in whatever form (RFC 6265, section 5.1.1). */
final class HttpDates {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private HttpDates() {}

    /** Milliseconds since 1970; empty when it is no date. */
    static OptionalLong millis(String text) {
        int day = 0;
        int month = 0;
        int year = -1;
        LocalTime time = null;
        try {
            for (String part : text.toLowerCase(Locale.ROOT).split("[^a-z0-9:]+", -1)) {
                if (time == null && part.matches("\\d{1,2}:\\d{2}:\\d{2}.*")) {
                    String[] fields = part.split(":", -1);
                    time = LocalTime.of(
                            Integer.parseInt(fields[0]),
                            Integer.parseInt(fields[1]),
                            Integer.parseInt(fields[2].substring(0, 2)));
                } else if (day == 0 && part.matches("\\d{1,2}")) {
                    day = Integer.parseInt(part);
                } else if (month == 0 && part.length() >= 3 && MONTHS.contains(part.substring(0, 3))) {
                    month = MONTHS.indexOf(part.substring(0, 3)) + 1;
                } else if (year < 0 && part.matches("\\d{2}|\\d{4}")) {
                    int number = Integer.parseInt(part);
                    year = number >= 100 ? number : number >= 70 ? 1900 + number : 2000 + number;
                }
            }
            if (time == null || year < 0) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(LocalDate.of(year, month, day)
                    .atTime(time)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli());
        } catch (DateTimeException e) {
            // A day that no calendar has: as if it were not there.
            return OptionalLong.empty();
        }
    }
}
