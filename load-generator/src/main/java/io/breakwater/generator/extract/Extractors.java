package io.breakwater.generator.extract;

import io.breakwater.events.scenario.Extraction;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.text.ValueKind;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Sources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one step takes from its response, compiled. Immutable, so that all event loops share it. */
public final class Extractors {

    /** Ten thousand virtual users may keep one each. */
    private static final int LONGEST_VALUE_BYTES = 256 * 1024;

    private final List<Extractor> extractors;
    private final boolean needsBody;
    private final boolean needsHeaders;

    private record Extractor(int slot, Finder finder, byte @Nullable [] otherwise, Failure[] failures) {}

    /**
     * A value that was not found.
     *
     * @param name   the name that it would have had
     * @param reason what was looked for and why it is not there
     */
    public record Failure(String name, String reason) {}

    private Extractors(List<Extractor> extractors) {
        this.extractors = List.copyOf(extractors);
        this.needsBody = extractors.stream().anyMatch(one -> one.finder().needsBody());
        this.needsHeaders = extractors.stream().anyMatch(one -> one.finder().needsHeaders());
    }

    /**
     * The extractions of a step, by the names that their values get.
     *
     * @throws IllegalArgumentException when a path or a pattern cannot be read
     */
    public static Extractors of(Map<String, Extraction> extractions, Sources sources) {
        List<Extractor> extractors = new ArrayList<>();
        new TreeMap<>(extractions)
                .forEach((name, extraction) -> extractors.add(new Extractor(
                        sources.names().slot(name),
                        finder(extraction),
                        extraction
                                .otherwise()
                                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                                .orElse(null),
                        failures(name, extraction))));
        return new Extractors(extractors);
    }

    /** Whether the response's body has to be kept. */
    public boolean needsBody() {
        return needsBody;
    }

    /** Whether the response's headers have to be kept. */
    public boolean needsHeaders() {
        return needsHeaders;
    }

    /**
     * Sets the values of the virtual user to which the filling is turned: each to what was found, or to its default. JSON's
     * null counts as nothing found. A value that was not found and has no default is not set any more.
     *
     * @return the first value that was not found and has no default; nothing when there is none
     */
    public @Nullable Failure extract(Response response, Filling filling) {
        Failure first = null;
        // By index: an iterator would be garbage.
        for (int i = 0; i < extractors.size(); i++) {
            Extractor extractor = extractors.get(i);
            ByteText value = filling.borrow();
            ValueKind kind = extractor.finder().find(response, filling, value);
            if (kind == ValueKind.NULL) {
                kind = ValueKind.ABSENT;
            } else if (kind.isFound() && value.length() > LONGEST_VALUE_BYTES) {
                kind = ValueKind.TOO_LONG;
            }
            if (kind.isFound()) {
                filling.values().set(extractor.slot(), value.bytes(), 0, value.length());
            } else if (extractor.otherwise() != null) {
                filling.values().set(extractor.slot(), extractor.otherwise(), 0, extractor.otherwise().length);
            } else {
                filling.values().unset(extractor.slot());
                first = first == null ? extractor.failures()[kind.ordinal()] : first;
            }
            filling.giveBack();
        }
        return first;
    }

    private static Finder finder(Extraction extraction) {
        String expression = extraction.expression();
        return switch (extraction.source()) {
            case JSON -> Finders.json(expression);
            case TEXT -> Finders.text(expression, extraction.match(), extraction.random());
            case XML -> Finders.xml(expression);
            case WIDGET_DATA -> Finders.widgetData(expression);
            case HEADER -> Finders.header(expression);
            case COOKIE -> Finders.cookie(expression);
            case STATUS -> Finders.status();
        };
    }

    /** One for each kind, so that none has to be made when it happens. */
    private static Failure[] failures(String name, Extraction extraction) {
        String what =
                extraction.source().name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + extraction.expression();
        ValueKind[] kinds = ValueKind.values();
        Failure[] failures = new Failure[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            failures[i] = new Failure(name, what + ": " + kinds[i].reason());
        }
        return failures;
    }
}
