package io.breakwater.token.platform.file;

import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.settings.PlatformSettings.TokenFileSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens that somebody recorded beforehand, in a CSV file: one row, or a pool of rows. */
public final class TokenFilePlatform implements Platform {

    private final Clock clock;
    private final @Nullable ChangingTable<List<Row>> table;

    private TokenFilePlatform(Clock clock, @Nullable ChangingTable<List<Row>> table) {
        this.clock = clock;
        this.table = table;
    }

    /** A token and its end. */
    private record Row(TokenFields fields, Instant expiresAt) {}

    /** Opens the file that the settings name, of no use when a problem was found. */
    public static Platform open(TokenFileSettings settings, PlatformTools tools, Place place) {
        Optional<Path> file = tools.file("file", settings.file(), place);
        Instant until = Instant.MIN;
        if (settings.validUntil().isEmpty() == settings.validUntilColumn().isEmpty()) {
            place.problem(
                    "valid-until",
                    settings.validUntil().isEmpty()
                            ? "neither valid-until nor valid-until-column"
                            : "both valid-until and valid-until-column",
                    "one of them");
            return new TokenFilePlatform(tools.clock(), null);
        }
        try {
            until = settings.validUntil().isEmpty() ? until : instant(settings.validUntil());
        } catch (IllegalArgumentException e) {
            place.problem("valid-until", settings.validUntil(), "an instant such as 2026-11-20T14:00:00Z");
            return new TokenFilePlatform(tools.clock(), null);
        }
        return new TokenFilePlatform(
                tools.clock(),
                file.map(f -> table(f, settings, tools.clock(), place)).orElse(null));
    }

    private static @Nullable ChangingTable<List<Row>> table(
            Path file, TokenFileSettings settings, Clock clock, Place place) {
        try {
            ChangingTable<List<Row>> table = new ChangingTable<>(file, csv -> rows(csv, settings));
            Instant now = clock.instant();
            Instant last = table.content().stream()
                    .map(Row::expiresAt)
                    .max(Instant::compareTo)
                    .orElse(now);
            if (!last.isAfter(now)) {
                place.problem(
                        settings.validUntil().isEmpty() ? "valid-until-column" : "valid-until",
                        "all tokens of " + file + " expired, the last one at " + last,
                        "later than now, " + now);
            }
            return table;
        } catch (IOException e) {
            place.problem("file", file, "a readable file, " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            place.problem("file", String.valueOf(e.getMessage()), "tokens under a first line with names");
        }
        return null;
    }

    private static List<Row> rows(CsvTable csv, TokenFileSettings settings) {
        String until = settings.validUntilColumn();
        List<String> columns = settings.columns().isEmpty()
                ? csv.columns().stream().filter(name -> !name.equals(until)).toList()
                : settings.columns();
        List<String> missing = new ArrayList<>(columns);
        if (!until.isEmpty()) {
            missing.add(until);
        }
        missing.removeAll(csv.columns());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(csv.file() + ": no column " + String.join(", ", missing) + " among "
                    + String.join(", ", csv.columns()));
        }
        if (settings.columns().isEmpty() && columns.size() != 1) {
            throw new IllegalArgumentException(csv.file() + ": " + columns.size() + " columns, "
                    + String.join(", ", columns) + ", where one was meant; the setting columns names those that are");
        }
        List<Row> rows = new ArrayList<>(csv.size());
        for (int row = 0; row < csv.size(); row++) {
            rows.add(row(csv, row, columns, settings));
        }
        return List.copyOf(rows);
    }

    private static Row row(CsvTable csv, int row, List<String> columns, TokenFileSettings settings) {
        Map<String, String> values = new HashMap<>();
        for (String column : columns) {
            String name = column.equals(columns.get(0)) ? TokenFields.TOKEN : column;
            values.put(name, csv.text(row, column).orElse(""));
        }
        String place = csv.file() + " line " + CsvTable.line(row) + ": ";
        try {
            Instant until = settings.validUntil().isEmpty()
                    ? instant(csv.text(row, settings.validUntilColumn()).orElse(""))
                    : instant(settings.validUntil());
            return new Row(new TokenFields(values), until);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + e.getMessage(), e);
        }
    }

    private static Instant instant(String text) {
        try {
            return text.matches("\\d{10}") ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "validity: " + text.length()
                            + " characters that are no instant (expected: such as 2026-11-20T14:00:00Z, or seconds since"
                            + " 1970)",
                    e);
        }
    }

    @Override
    public PlatformAnswer ask(Ask ask) {
        List<Row> rows = table == null ? List.of() : table.content();
        if (ask.member() >= rows.size()) {
            return new PlatformAnswer.Refused("token file: " + rows.size() + " rows (expected: more)");
        }
        Row row = rows.get(ask.member());
        Duration life = Duration.between(clock.instant(), row.expiresAt());
        return life.isNegative() || life.isZero()
                ? new PlatformAnswer.Refused("token file line " + CsvTable.line(ask.member()) + ": expired at "
                        + row.expiresAt() + " (expected: a file with newer tokens)")
                : new PlatformAnswer.Granted(row.fields(), life);
    }

    @Override
    public int members() {
        return table == null ? 1 : table.content().size();
    }

    @Override
    public boolean isOutside() {
        return false;
    }

    @Override
    public boolean isRefreshed() {
        return false;
    }

    @Override
    public boolean isCurrent(int member, TokenFields inForce, Instant expiresAt) {
        List<Row> rows = table == null ? List.of() : table.content();
        // The clock moves between the two looks at it that an end is reckoned from.
        return member < rows.size()
                && rows.get(member).fields().equals(inForce)
                && Duration.between(rows.get(member).expiresAt(), expiresAt)
                                .abs()
                                .compareTo(Duration.ofSeconds(1))
                        < 0;
    }

    @Override
    public boolean hasChanged() {
        return table != null && table.hasChanged();
    }
}
