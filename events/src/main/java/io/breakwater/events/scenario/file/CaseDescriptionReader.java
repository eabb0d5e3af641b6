package io.breakwater.events.scenario.file;

import io.breakwater.events.cases.CaseDescription;
import io.breakwater.events.cases.CaseDescription.Coordinates;
import io.breakwater.events.cases.CaseDescription.Slot;
import io.breakwater.events.cases.CaseDescription.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads descriptions of self-test cases, YAML or JSON: gives the description, or everything that is wrong with line and column.
 * Never throws, whatever the text.
 */
public final class CaseDescriptionReader {

    private static final double USUAL_ABNORMAL_RATIO = 0.1;

    private final Problems problems = new Problems();

    private CaseDescriptionReader() {}

    /**
     * What reading gave.
     *
     * @param description the description; empty exactly when there are problems
     * @param problems    all problems, in the order of the file
     */
    public record Reading(Optional<CaseDescription> description, List<Problem> problems) {
        public Reading {
            problems = List.copyOf(problems);
        }
    }

    /** Reads the text of a description. */
    public static Reading read(String text) {
        CaseDescriptionReader reader = new CaseDescriptionReader();
        if (text.length() > YamlText.MAX_BYTES) {
            return new Reading(
                    Optional.empty(),
                    List.of(new Problem(
                            1,
                            1,
                            "file: " + text.length() + " characters (expected: at most " + YamlText.MAX_BYTES + ")")));
        }
        Optional<CaseDescription> description = YamlText.compose(text, reader.problems)
                .flatMap(node -> Fields.of(node, "file", CaseKeys.DESCRIPTION, reader.problems))
                .map(reader::description);
        return reader.problems.count() == 0
                ? new Reading(description, List.of())
                : new Reading(Optional.empty(), reader.problems.inOrder());
    }

    private CaseDescription description(Fields fields) {
        Set<String> keys = new HashSet<>();
        List<Slot> slots = new ArrayList<>();
        for (Fields slot : fields.tables("slots", CaseKeys.SLOT)) {
            slot(slot, keys).ifPresent(slots::add);
        }
        return new CaseDescription(
                fields.read("cases", Forms.SCENARIO_NAME).orElse(""),
                CaseKeys.DESCRIPTION.whole(fields, "type").orElse(0),
                slots,
                CaseKeys.DESCRIPTION.whole(fields, "count").orElse(CaseDescription.MOST_CASES),
                fields.read("abnormal", CaseKeys.ABNORMAL_RATIO).orElse(USUAL_ABNORMAL_RATIO),
                fields.find("coordinates")
                        .flatMap(node -> Fields.of(node, "coordinates", CaseKeys.COORDINATES, problems))
                        .flatMap(this::coordinates),
                CaseKeys.DESCRIPTION.whole(fields, "seed").orElse(1));
    }

    private Optional<Slot> slot(Fields fields, Set<String> keys) {
        Optional<String> key = fields.read("slot", Forms.FIELD_NAME);
        if (key.isPresent() && !keys.add(key.get())) {
            problems.at(
                    fields.find("slot").orElse(fields.at()), "slot: " + key.get() + " twice (expected: another key)");
        }
        boolean optional = fields.yesNo("optional").orElse(false);
        return values(fields).flatMap(values -> key.map(name -> new Slot(name, optional, values)));
    }

    private Optional<Values> values(Fields fields) {
        if (fields.has("pattern")) {
            return fields.read("pattern", CaseKeys.PATTERN).map(Values.Formed::new);
        }
        if (fields.has("range")) {
            return range(fields, "range").map(range -> range);
        }
        List<String> texts = new ArrayList<>();
        for (Node node : fields.list("values")) {
            Fields.read(node, "value", Forms.TEXT, problems).ifPresent(text -> {
                if (texts.contains(text)) {
                    problems.at(node, "value: " + Problems.shown(text) + " twice (expected: once)");
                }
                texts.add(text);
            });
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(new Values.Whitelist(texts));
    }

    private Optional<Coordinates> coordinates(Fields fields) {
        Optional<Values.Range> longitude = range(fields, "longitude");
        Optional<Values.Range> latitude = range(fields, "latitude");
        return longitude.flatMap(east -> latitude.map(north -> new Coordinates(east, north)));
    }

    private Optional<Values.Range> range(Fields fields, String key) {
        Node node = fields.find(key).orElse(fields.at());
        if (node instanceof SequenceNode pair && pair.getValue().size() == 2) {
            Optional<BigDecimal> from = number(pair.getValue().get(0));
            Optional<BigDecimal> to = number(pair.getValue().get(1));
            if (from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) <= 0) {
                return Optional.of(new Values.Range(from.get(), to.get()));
            }
        }
        if (fields.has(key)) {
            problems.at(
                    node,
                    key + ": " + Fields.shown(node)
                            + " (expected: two numbers, the smaller one first, such as [1, 1000])");
        }
        return Optional.empty();
    }

    private static Optional<BigDecimal> number(Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().matches("-?[0-9]{1,15}(\\.[0-9]{1,9})?")
                ? Optional.of(new BigDecimal(scalar.getValue()))
                : Optional.empty();
    }
}
