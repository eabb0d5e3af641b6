package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.TokenFile;
import io.breakwater.events.scenario.TokenUse;
import io.breakwater.events.template.Template;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what templates and requests draw from: {@code tokens}, {@code data}, {@code files} and {@code values}. */
final class SupplyReader {

    /** Each reference is looked for among them. */
    private static final int MAX_COLUMNS = 1_000;

    private final Map<String, TokenUse> tokens = new LinkedHashMap<>();
    private final Set<String> tokenNames = new LinkedHashSet<>();
    private final Map<String, DataSet> dataSets = new LinkedHashMap<>();
    private final Set<String> dataSetNames = new LinkedHashSet<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> valueNames = new LinkedHashSet<>();
    private final FileUses files;
    private final References references;
    private final TokenReader tokenReader;
    private final Problems problems;

    SupplyReader(Problems problems) {
        this.problems = problems;
        this.files = new FileUses(problems);
        this.references = new References(tokenNames, dataSets, dataSetNames, valueNames, problems);
        this.tokenReader = new TokenReader(references, problems);
    }

    void read(Fields scenario) {
        scenario.ownNames("tokens", Forms.REFERENCE_NAME)
                .ifPresent(entries -> entries.values().forEach((name, node) -> {
                    Optional<TokenUse> use =
                            Fields.of(node, name, ScenarioKeys.TOKEN, problems).flatMap(tokenReader::use);
                    use.ifPresent(read -> tokens.put(name, read));
                    if (use.flatMap(TokenUse::value).isEmpty()) {
                        // One that is a value has its name there already.
                        tokenNames.add(name);
                    }
                }));
        scenario.ownNames("data", Forms.REFERENCE_NAME)
                .ifPresent(entries -> entries.values().forEach((name, node) -> {
                    dataSetNames.add(name);
                    refuseTokenWord(entries, name);
                    Fields.of(node, name, ScenarioKeys.DATA_SET, problems)
                            .flatMap(this::dataSet)
                            .ifPresent(dataSet -> dataSets.put(name, dataSet));
                }));
        checkBase(scenario);
        scenario.ownNames("files", Forms.REFERENCE_NAME)
                .ifPresent(entries -> entries.values().forEach((name, node) -> {
                    if (dataSetNames.contains(name)) {
                        problems.at(entries.keyNode(name), name + ": taken (expected: another name, for data has it)");
                    }
                    Fields.read(node, name, Forms.FILE, problems).ifPresent(file -> files.declare(name, file));
                }));
        readValues(scenario);
    }

    private void readValues(Fields scenario) {
        scenario.ownNames("values", Forms.REFERENCE_NAME)
                .ifPresent(entries -> entries.values().forEach((name, node) -> {
                    valueNames.add(name);
                    refuseTokenWord(entries, name);
                    if (dataSetNames.contains(name)) {
                        problems.at(entries.keyNode(name), name + ": taken (expected: another name, for data has it)");
                    }
                    Fields.read(node, name, Forms.TEXT, problems).ifPresent(text -> {
                        references.checkOwnValue(node, text);
                        values.put(name, text);
                    });
                }));
    }

    private void refuseTokenWord(Fields entries, String name) {
        if (name.equals(Template.TOKEN_WORD)) {
            problems.at(entries.keyNode(name), "token: taken (expected: another name, for ${token.NAME} means tokens)");
        }
    }

    /** One length for all, which rows that come but once cannot have. */
    private void checkBase(Fields scenario) {
        List<String> bases = names(DataSet::base);
        List<String> once = names(dataSet -> dataSet.pick() == DataSet.Pick.ONCE);
        if (bases.size() > 1) {
            problems.at(
                    scenario.keyNode("data"),
                    "base: true in " + String.join(", ", bases) + " (expected: in one data set at most)");
        }
        if (!bases.isEmpty() && !once.isEmpty()) {
            problems.at(
                    scenario.keyNode("data"),
                    "base: true in " + String.join(", ", bases) + " beside pick: once in " + String.join(", ", once)
                            + " (expected: one or the other, for rows that come once are neither cut nor repeated)");
        }
    }

    private List<String> names(Predicate<DataSet> which) {
        return dataSets.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    Map<String, TokenUse> tokens() {
        return tokens;
    }

    Map<String, DataSet> dataSets() {
        return dataSets;
    }

    FileUses files() {
        return files;
    }

    Map<String, String> values() {
        return values;
    }

    References references() {
        return references;
    }

    private Optional<DataSet> dataSet(Fields fields) {
        int before = problems.count();
        Optional<String> file = fields.read("file", Forms.FILE);
        Optional<DataSet.Format> format = format(fields, file);
        List<String> columns = columns(fields);
        DataSet.Pick pick = fields.word("pick", words("pick"))
                .map(word -> DataSet.Pick.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(DataSet.Pick.SEQUENTIAL);
        DataSet.Per per = fields.word("per", words("per"))
                .map(word -> DataSet.Per.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
                .orElse(DataSet.Per.ITERATION);
        boolean base = fields.yesNo("base").orElse(false);
        DataSet.WhenUsedUp whenUsedUp = fields.word("when-used-up", words("when-used-up"))
                .map(word -> DataSet.WhenUsedUp.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(DataSet.WhenUsedUp.REPEAT);
        Optional<TokenFile> tokenFile = tokenReader.file(fields);
        if (format.isPresent() && format.get() == DataSet.Format.JSONL && fields.has("columns")) {
            problems.at(fields.keyNode("columns"), "columns: with jsonl (expected: csv, or no columns)");
        }
        if (pick == DataSet.Pick.RANDOM && whenUsedUp != DataSet.WhenUsedUp.REPEAT) {
            problems.at(
                    fields.keyNode("when-used-up"),
                    "when-used-up: " + whenUsedUp.name().toLowerCase(Locale.ROOT)
                            + " with pick: random (expected: repeat, for random rows are never used up)");
        }
        return file.isPresent() && format.isPresent() && problems.count() == before
                ? Optional.of(new DataSet(file.get(), format.get(), columns, pick, per, base, tokenFile, whenUsedUp))
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
