package io.breakwater.reporting.report;

import io.breakwater.reporting.index.DocumentId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the parameters of one question, each with what was expected of it, and keeps all that is wrong until {@link
 * #check}. For one request, on one thread.
 */
final class QueryReader {

    private static final int LONGEST_TEXT = 512;
    private static final int MOST_PERCENTILES = 20;

    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(us|ms|s)");

    private final Map<String, String[]> given;
    private final List<String> problems = new ArrayList<>();

    QueryReader(HttpServletRequest request, String... known) {
        given = request.getParameterMap();
        Set<String> unknown = new TreeSet<>(given.keySet());
        Arrays.asList(known).forEach(unknown::remove);
        for (String name : unknown) {
            problems.add(name + ": unknown parameter (expected: "
                    + (known.length == 0 ? "none" : String.join(", ", known)) + ")");
        }
        given.forEach((name, values) -> {
            if (values.length > 1) {
                problems.add(name + ": given " + values.length + " times (expected: once)");
            }
        });
    }

    /** Notes the run's id when it cannot be one. */
    String runId(String runId) {
        if (!DocumentId.isRunId(runId)) {
            wrong("run", runId, DocumentId.RUN_ID_FORM);
        }
        return runId;
    }

    Optional<String> text(String name) {
        Optional<String> text = raw(name);
        if (text.isPresent() && (text.get().isBlank() || text.get().length() > LONGEST_TEXT)) {
            wrong(name, text.get(), "1 to " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    Optional<Instant> instant(String name) {
        return raw(name).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeParseException e) {
                wrong(name, text, "an instant such as 2026-11-20T12:00:00Z");
                return Optional.empty();
            }
        });
    }

    /** A moment of a run: whole seconds since its start, or an instant. */
    Optional<RunMoment> moment(String name) {
        return raw(name).flatMap(text -> {
            try {
                return Optional.of(
                        text.matches("\\d{1,9}")
                                ? new RunMoment.Second(Long.parseLong(text))
                                : new RunMoment.At(Instant.parse(text)));
            } catch (DateTimeParseException e) {
                wrong(name, text, "whole seconds since the run's start, or an instant such as 2026-11-20T12:00:00Z");
                return Optional.empty();
            }
        });
    }

    int number(String name, int absent, int lowest, int highest) {
        return raw(name)
                .map(text -> {
                    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
                    if (number < lowest || number > highest) {
                        wrong(name, text, lowest + " to " + highest);
                        return absent;
                    }
                    return number;
                })
                .orElse(absent);
    }

    /** A number that may be absent. */
    Optional<Integer> number(String name, int lowest, int highest) {
        return raw(name).isEmpty() ? Optional.empty() : Optional.of(number(name, lowest, lowest, highest));
    }

    /** A length of time, in microseconds. */
    Optional<Long> micros(String name) {
        return raw(name).flatMap(text -> {
            Matcher form = TIME.matcher(text);
            if (!form.matches()) {
                wrong(name, text, "a time such as 250ms, 1500us or 2s");
                return Optional.empty();
            }
            long unitMicros = Map.of("us", 1L, "ms", 1_000L, "s", 1_000_000L).getOrDefault(form.group(2), 1L);
            return Optional.of(Long.parseLong(form.group(1)) * unitMicros);
        });
    }

    /** A length of time in whole seconds. */
    Optional<Long> wholeSeconds(String name) {
        return raw(name).flatMap(text -> {
            if (!text.matches("[1-9]\\d{0,5}s")) {
                wrong(name, text, "whole seconds such as 10s or 60s");
                return Optional.empty();
            }
            return Optional.of(Long.parseLong(text.substring(0, text.length() - 1)));
        });
    }

    /** Notes the sample's id when it cannot be one. */
    String sampleId(String sampleId) {
        if (!DocumentId.isSampleId(sampleId)) {
            wrong("sample", sampleId, DocumentId.SAMPLE_ID_FORM);
        }
        return sampleId;
    }

    <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
        return raw(name).flatMap(text -> {
            for (E word : words.getEnumConstants()) {
                if (word.name().equalsIgnoreCase(text)) {
                    return Optional.of(word);
                }
            }
            wrong(
                    name,
                    text,
                    String.join(
                            ", ",
                            Arrays.stream(words.getEnumConstants())
                                    .map(word -> word.name().toLowerCase(Locale.ROOT))
                                    .toList()));
            return Optional.empty();
        });
    }

    List<Double> percentiles(String name, List<Double> absent) {
        Optional<String> text = raw(name);
        if (text.isEmpty()) {
            return absent;
        }
        List<Double> percentiles = new ArrayList<>();
        for (String part : text.get().split(",", -1)) {
            if (!part.matches("\\d{1,3}(\\.\\d{1,6})?") || Double.parseDouble(part) > 100) {
                wrong(name, part, "percentiles from 0 to 100, separated by commas, such as 50,95,99.9");
            } else {
                percentiles.add(Double.parseDouble(part));
            }
        }
        if (percentiles.size() > MOST_PERCENTILES) {
            wrong(name, percentiles.size() + " percentiles", "at most " + MOST_PERCENTILES);
        }
        return percentiles;
    }

    Optional<Cursor> cursor(String name, Cursor.Kind kind) {
        return raw(name).flatMap(text -> {
            Optional<Cursor> cursor = Cursor.parse(text, kind);
            if (cursor.isEmpty()) {
                wrong(name, text, "the value of next in the answer before");
            }
            return cursor;
        });
    }

    /** Notes a range of instants that ends before it begins. */
    void inOrder(Optional<Instant> from, Optional<Instant> to) {
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            wrong("from", from.get().toString(), "not after to, " + to.get());
        }
    }

    /** Notes a range of moments that ends before it begins, where both are told in the same way. */
    void momentsInOrder(Optional<RunMoment> from, Optional<RunMoment> to) {
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            wrong("from", from.get().text(), "not after to, " + to.get().text());
        }
    }

    void wrong(String name, String value, String expected) {
        problems.add(name + ": " + value + " (expected: " + expected + ")");
    }

    /** Throws when anything was wrong. */
    void check() {
        if (!problems.isEmpty()) {
            throw new BadQueryException(problems);
        }
    }

    private Optional<String> raw(String name) {
        String[] values = given.get(name);
        return values == null || values.length == 0 ? Optional.empty() : Optional.of(values[0]);
    }
}
