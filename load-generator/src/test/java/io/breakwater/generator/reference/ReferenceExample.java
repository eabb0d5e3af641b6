package io.breakwater.generator.reference;

import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.ScenarioReader;
import io.breakwater.events.scenario.file.ScenarioReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scenario that {@code docs/scenario-reference.md} shows.
 *
 * @param heading the section that it stands in
 * @param number  which of that section's, from 1
 * @param yaml    the whole scenario: what the example leaves out is that of the first one
 */
record ReferenceExample(String heading, int number, String yaml) {

    private static final Path REFERENCE = Path.of("..", "docs", "scenario-reference.md");
    private static final Pattern HEADING_OR_BLOCK =
            Pattern.compile("^#+ ([^\\n]*)$|^```yaml\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SECTION = Pattern.compile("^([a-z]+):", Pattern.MULTILINE);

    /** All of them in the order of the document. */
    static List<ReferenceExample> all() throws IOException {
        List<ReferenceExample> examples = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        String heading = "";
        String smallest = "";
        Matcher matcher =
                HEADING_OR_BLOCK.matcher(Files.readString(REFERENCE).replaceAll("(?m)^```yaml wrong$", "```"));
        while (matcher.find()) {
            String yaml = matcher.group(2);
            if (yaml == null) {
                heading = matcher.group(1).replace("`", "");
                continue;
            }
            if (smallest.isEmpty()) {
                smallest = yaml;
            }
            examples.add(new ReferenceExample(heading, numbers.merge(heading, 1, Integer::sum), whole(yaml, smallest)));
        }
        return examples;
    }

    /** What the generator gets of it. */
    Scenario scenario() {
        ScenarioReading reading = ScenarioReader.read(yaml);
        return reading.scenario().orElseThrow(() -> new AssertionError(reading.describe(toString())));
    }

    @Override
    public String toString() {
        return heading + " " + number;
    }

    private static String whole(String example, String smallest) {
        Map<String, String> sections = sections(smallest);
        sections.putAll(sections(example));
        return String.join("", sections.values());
    }

    private static Map<String, String> sections(String yaml) {
        Map<String, String> sections = new LinkedHashMap<>();
        Matcher matcher = SECTION.matcher(yaml);
        String name = "";
        int start = 0;
        while (matcher.find()) {
            if (!name.isEmpty()) {
                sections.put(name, yaml.substring(start, matcher.start()));
            }
            name = Objects.requireNonNull(matcher.group(1));
            start = matcher.start();
        }
        sections.put(name, yaml.substring(start));
        return sections;
    }
}
