package io.breakwater.cli.cases;

import io.breakwater.cli.cases.CaseReport.Planned;
import io.breakwater.events.cases.CaseDescription;
import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Looks through a file of self-test cases, one JSON object a line. Used once. */
public final class CaseFileCheck {

    /** More than a person reads. */
    private static final int LISTED = 50;

    private static final int LONGEST_LINE = 64 * 1024;

    private final String file;
    private final Optional<CaseDescription> description;
    private final Map<String, Integer> firstLineByCase = new LinkedHashMap<>();
    private final Map<String, Integer> timesByCase = new HashMap<>();
    private final Map<String, Integer> oddities = new HashMap<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int cases;
    private int abnormal;
    private int neighbours;
    private int duplicates;
    private String previous = "";

    /**
     * A check.
     *
     * @param file        how messages call the file
     * @param description what cases may say; without it nothing is told of abnormal ones
     */
    public CaseFileCheck(String file, Optional<CaseDescription> description) {
        this.file = file;
        this.description = description;
    }

    /**
     * The report.
     *
     * @param lines    the file's lines
     * @param requests how many requests are planned, if that is known
     */
    public CaseReport check(List<String> lines, OptionalLong requests) {
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (!line.isBlank()) {
                cases++;
                one(number, line);
            }
        }
        if (cases == 0) {
            errors.add(file + ": no case (expected: a JSON object in each line)");
        }
        if (cases > CaseDescription.MOST_CASES) {
            errors.add(file + ": " + cases + " cases (expected: at most " + CaseDescription.MOST_CASES
                    + ", as many as the platform takes)");
        }
        if (errors.size() > LISTED) {
            int more = errors.size() - LISTED;
            errors.subList(LISTED, errors.size()).clear();
            errors.add(file + ": " + more + " more errors, not listed");
        }
        if (duplicates > LISTED) {
            warnings.add(file + ": " + (duplicates - LISTED) + " more cases twice, not listed");
        }
        if (neighbours > 0) {
            warnings.add(file + ": neighbours that are the same: " + neighbours
                    + " (expected: 0, as the second only meets a cache)");
        }
        if (description.isPresent() && cases > 0 && abnormal == 0) {
            warnings.add(file + ": no abnormal case (expected: some, with values outside of what slots may hold)");
        }
        return new CaseReport(
                file,
                cases,
                firstLineByCase.size(),
                description.map(known -> abnormal),
                oddities,
                planned(requests),
                warnings,
                errors);
    }

    private Optional<Planned> planned(OptionalLong requests) {
        if (requests.isEmpty() || cases == 0) {
            return Optional.empty();
        }
        long rounds = requests.getAsLong() / cases;
        long begun = requests.getAsLong() % cases == 0 ? 0 : 1;
        long most = timesByCase.values().stream()
                .mapToLong(Integer::longValue)
                .max()
                .orElse(1);
        return Optional.of(new Planned(requests.getAsLong(), rounds, (rounds + begun) * most));
    }

    private void one(int number, String line) {
        Optional<CaseQuery> read = read(number, line);
        if (read.isEmpty()) {
            previous = "";
            return;
        }
        String known = read.get().line();
        Integer first = firstLineByCase.putIfAbsent(known, number);
        timesByCase.merge(known, 1, Integer::sum);
        if (first != null && ++duplicates <= LISTED) {
            warnings.add(file + ":" + number + ": the case of line " + first + " again");
        }
        neighbours += known.equals(previous) ? 1 : 0;
        previous = known;
        description.ifPresent(described -> {
            CaseSense sense = CaseSense.of(described, read.get());
            abnormal += sense.isNormal() ? 0 : 1;
            sense.oddities().forEach(oddity -> oddities.merge(oddity, 1, Integer::sum));
        });
    }

    private Optional<CaseQuery> read(int number, String line) {
        if (line.length() > LONGEST_LINE) {
            return wrong(number, line.length() + " characters", "at most " + LONGEST_LINE);
        }
        Map<?, ?> members;
        try {
            members = EventCodec.decode(line.getBytes(StandardCharsets.UTF_8), Map.class);
        } catch (UnreadableEventException e) {
            return wrong(number, "no JSON object", "a JSON object in each line");
        }
        if (!(members.get("type") instanceof Integer type)) {
            return wrong(number, "type: " + shown(members.get("type")), "a whole number");
        }
        if (!(members.get("slot_list") instanceof List<?> list)) {
            return wrong(number, "slot_list: " + shown(members.get("slot_list")), "a list of slots");
        }
        Map<String, String> slots = new LinkedHashMap<>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> slot)
                    || !(slot.get("key") instanceof String key)
                    || !(slot.get("value") instanceof String value)) {
                return wrong(number, "slot: " + shown(item), "{\"key\": \"…\", \"value\": \"…\"}, both texts");
            }
            if (slots.putIfAbsent(key, value) != null) {
                return wrong(number, "slot: " + shown(key) + " twice", "each key once");
            }
        }
        Object longitude = members.get("longitude");
        Object latitude = members.get("latitude");
        if ((longitude == null) != (latitude == null)
                || (longitude != null && !(longitude instanceof Number && latitude instanceof Number))) {
            return wrong(
                    number, "longitude, latitude: " + shown(longitude) + ", " + shown(latitude), "two numbers or none");
        }
        return Optional.of(new CaseQuery(
                type,
                slots,
                longitude == null
                        ? Optional.empty()
                        : Optional.of(new CaseQuery.Location(longitude.toString(), String.valueOf(latitude)))));
    }

    private Optional<CaseQuery> wrong(int number, String what, String expected) {
        errors.add(file + ":" + number + ": " + what + " (expected: " + expected + ")");
        return Optional.empty();
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return value == null ? "missing" : text.length() <= 60 ? text : text.substring(0, 60) + "\u2026";
    }
}
