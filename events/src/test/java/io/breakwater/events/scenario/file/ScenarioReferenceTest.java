package io.breakwater.events.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.template.FunctionCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/scenario-reference.md} and {@code docs/scenario.schema.json} say is so. */
class ScenarioReferenceTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path SCHEMA = DOCS.resolve("scenario.schema.json");
    private static final Pattern BLOCK = Pattern.compile("```(yaml|yaml wrong|text)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SECTION = Pattern.compile("^([a-z]+):", Pattern.MULTILINE);

    static Stream<String> examples() throws Exception {
        List<String> examples = blocks("yaml");
        String smallest = examples.get(0);
        return examples.stream().map(example -> completed(example, smallest));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAScenario(String example) {
        assertThat(ScenarioReader.read(example).problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleSatisfiesTheSchema(String example) throws Exception {
        assertThat(SchemaCheck.complaints(Files.readString(SCHEMA), example)).isEmpty();
    }

    @Test
    void theMistakesAreReportedAsPrinted() throws Exception {
        assertThat(ScenarioReader.read(blocks("yaml wrong").get(0))
                        .describe("scenario.yaml")
                        .lines())
                .containsExactlyElementsOf(blocks("text").get(0).lines().toList());
    }

    @Test
    void everyKeyIsExplained() throws Exception {
        String text = reference();
        assertThat(ScenarioKeys.all().flatMap(table -> table.names().stream()).distinct())
                .allSatisfy(key -> assertThat(text).contains("`" + key + "`"));
    }

    @Test
    void everyFunctionIsExplained() throws Exception {
        String text = reference();
        assertThat(FunctionCatalogue.functions())
                .allSatisfy(function -> assertThat(text)
                        .contains("| `" + function.signature() + "` | " + function.meaning() + " | `${"
                                + function.example() + "}` |"));
    }

    /** {@code -Dschema.write=true} writes it anew. */
    @Test
    void theSchemaIsMadeFromTheKeysThatTheReaderKnows() throws Exception {
        String schema = ScenarioSchema.json(ScenarioSchema.whole(), "") + "\n";
        if (Boolean.getBoolean("schema.write")) {
            Files.writeString(SCHEMA, schema);
        }

        assertThat(Files.readString(SCHEMA)).isEqualTo(schema);
    }

    @Test
    void theSchemaAcceptsEveryKeyAndRefusesWhatTheReaderRefuses() throws Exception {
        String schema = Files.readString(SCHEMA);

        assertThat(SchemaCheck.complaints(schema, ScenarioTexts.WHOLE)).isEmpty();
        assertThat(SchemaCheck.complaints(schema, ScenarioTexts.LEAST)).isEmpty();
        assertThat(SchemaCheck.complaints(schema, blocks("yaml wrong").get(0)))
                .anyMatch(complaint -> complaint.startsWith("$.scenario: "))
                .anyMatch(complaint -> complaint.startsWith("$.target: "))
                .anyMatch(complaint -> complaint.equals("$.sessions[]: lacks steps"))
                .anyMatch(complaint -> complaint.equals("$.sessions[].stpes: not allowed"))
                .anyMatch(complaint -> complaint.equals("$.load.open[]: none of anyOf"));
    }

    private static String completed(String example, String smallest) {
        Map<String, String> sections = sections(smallest);
        sections.putAll(sections(example));
        return String.join("", sections.values());
    }

    private static Map<String, String> sections(String yaml) {
        Map<String, String> sections = new LinkedHashMap<>();
        List<Integer> starts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Matcher matcher = SECTION.matcher(yaml);
        while (matcher.find()) {
            starts.add(matcher.start());
            names.add(matcher.group(1));
        }
        for (int i = 0; i < starts.size(); i++) {
            sections.put(
                    names.get(i),
                    yaml.substring(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : yaml.length()));
        }
        return sections;
    }

    private static List<String> blocks(String kind) throws Exception {
        return BLOCK.matcher(reference())
                .results()
                .filter(block -> block.group(1).equals(kind))
                .map(block -> block.group(2))
                .toList();
    }

    private static String reference() throws Exception {
        return Files.readString(DOCS.resolve("scenario-reference.md"));
    }
}
