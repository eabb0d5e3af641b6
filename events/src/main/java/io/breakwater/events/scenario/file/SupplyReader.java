package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.TokenUse;
import io.breakwater.events.template.Template;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what templates draw from: {@code tokens} and {@code data}. */
final class SupplyReader {

    /** Each reference is looked for among them. */
    private static final int MAX_COLUMNS = 1_000;

    private final Map<String, TokenUse> tokens = new LinkedHashMap<>();
    private final Set<String> tokenNames = new LinkedHashSet<>();
    private final Map<String, DataSet> dataSets = new LinkedHashMap<>();
    private final Set<String> dataSetNames = new LinkedHashSet<>();
    private final Problems problems;

    SupplyReader(Problems problems) {
        this.problems = problems;
    }

    void read(Fields scenario) {
        scenario.ownNames("tokens", Forms.REFERENCE_NAME)
                .ifPresent(entries -> entries.values().forEach((name, node) -> {
                    tokenNames.add(name);
                    Fields.of(node, name, ScenarioKeys.TOKEN, problems)
                            .flatMap(fields -> fields.read("app", Forms.BINDING))
                            .ifPresent(binding -> tokens.put(name, new TokenUse(binding)));
                }));
        scenario.ownNames("data", Forms.REFERENCE_NAME)
                .ifPresent(entries -> entries.values().forEach((name, node) -> {
                    dataSetNames.add(name);
                    if (name.equals(Template.TOKEN_WORD)) {
                        problems.at(
                                entries.keyNode(name),
                                "token: taken (expected: another name, for ${token.NAME} means tokens)");
                    }
                    Fields.of(node, name, ScenarioKeys.DATA_SET, problems)
                            .flatMap(this::dataSet)
                            .ifPresent(dataSet -> dataSets.put(name, dataSet));
                }));
    }

    Map<String, TokenUse> tokens() {
        return tokens;
    }

    Map<String, DataSet> dataSets() {
        return dataSets;
    }

    References references() {
        return new References(tokenNames, dataSets, dataSetNames);
    }

    private Optional<DataSet> dataSet(Fields fields) {
        int before = problems.count();
        Optional<String> file = fields.read("file", Forms.FILE);
        Optional<DataSet.Format> format = format(fields, file);
        List<String> columns = columns(fields);
        DataSet.Pick pick = fields.word("pick", words("pick"))
                .map(word -> DataSet.Pick.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(DataSet.Pick.SEQUENTIAL);
        DataSet.WhenUsedUp whenUsedUp = fields.word("when-used-up", words("when-used-up"))
                .map(word -> DataSet.WhenUsedUp.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(DataSet.WhenUsedUp.REPEAT);
        if (format.isPresent() && format.get() == DataSet.Format.JSONL && fields.has("columns")) {
            problems.at(fields.keyNode("columns"), "columns: with jsonl (expected: csv, or no columns)");
        }
        if (pick == DataSet.Pick.RANDOM && whenUsedUp == DataSet.WhenUsedUp.STOP) {
            problems.at(
                    fields.keyNode("when-used-up"),
                    "when-used-up: stop with pick: random (expected: repeat, for random rows are never used up)");
        }
        return file.isPresent() && format.isPresent() && problems.count() == before
                ? Optional.of(DataSet.of(file.get(), format.get(), columns, pick, whenUsedUp))
                : Optional.empty();
    }

    private Optional<DataSet.Format> format(Fields fields, Optional<String> file) {
        if (fields.has("format")) {
            return fields.word("format", words("format"))
                    .map(word -> DataSet.Format.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        String name = file.orElse("").toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl")) {
            return Optional.of(DataSet.Format.JSONL);
        }
        if (name.endsWith(".csv")) {
            return Optional.of(DataSet.Format.CSV);
        }
        if (file.isPresent()) {
            problems.at(
                    fields.at(),
                    "format: missing, and " + Problems.shown(file.get()) + " does not tell (expected: jsonl or csv)");
        }
        return Optional.empty();
    }

    private List<String> columns(Fields fields) {
        Optional<Node> node = fields.find("columns");
        if (node.isEmpty()
                || (node.get() instanceof ScalarNode scalar && scalar.getValue().equals("from-first-line"))) {
            return List.of();
        }
        if (node.get() instanceof ScalarNode) {
            problems.at(
                    node.get(),
                    "columns: " + Fields.shown(node.get()) + " (expected: from-first-line, or a list of names)");
            return List.of();
        }
        Set<String> columns = new LinkedHashSet<>();
        for (Node item : Fields.list(node.get(), "columns", problems)) {
            Fields.read(item, "column", Forms.COLUMN, problems).ifPresent(column -> {
                if (!columns.add(column)) {
                    problems.at(item, "column: " + Problems.shown(column) + " twice (expected: once)");
                }
            });
        }
        if (columns.size() > MAX_COLUMNS) {
            problems.at(node.get(), "columns: " + columns.size() + " (expected: at most " + MAX_COLUMNS + ")");
        }
        return List.copyOf(columns);
    }

    private static List<String> words(String key) {
        return ScenarioKeys.DATA_SET.words(key);
    }
}
