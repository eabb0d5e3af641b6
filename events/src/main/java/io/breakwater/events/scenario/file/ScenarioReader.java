package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Sampling;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads scenario files, YAML or JSON: gives the scenario, or everything that is wrong with line and column. Never throws,
 * whatever the text.
 */
public final class ScenarioReader {

    private static final URI NO_TARGET = URI.create("http://invalid:1");

    private final Problems problems = new Problems();

    private ScenarioReader() {}

    /** Reads the text of a scenario file. */
    public static ScenarioReading read(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (plain.length() > YamlText.MAX_BYTES || plain.getBytes(StandardCharsets.UTF_8).length > YamlText.MAX_BYTES) {
            return tooLarge(plain.length());
        }
        return new ScenarioReader().scenario(plain);
    }

    /** Reads the bytes of a scenario file, which must be UTF-8. */
    public static ScenarioReading read(byte[] utf8) {
        if (utf8.length > YamlText.MAX_BYTES) {
            return tooLarge(utf8.length);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer text = CharBuffer.allocate(utf8.length);
        CoderResult result = decoder.decode(bytes, text, true);
        text.flip();
        if (result.isError()) {
            return notUtf8(text, utf8[bytes.position()]);
        }
        return read(text.toString());
    }

    private ScenarioReading scenario(String text) {
        Optional<Node> root = YamlText.compose(text, problems);
        Optional<Scenario> scenario = root.flatMap(node -> Fields.of(node, "file", ScenarioKeys.SCENARIO, problems))
                .map(this::scenario);
        return scenario.isPresent() && problems.count() == 0
                ? ScenarioReading.of(scenario.get())
                : ScenarioReading.refused(problems.inOrder());
    }

    private Scenario scenario(Fields fields) {
        String name = fields.read("scenario", Forms.SCENARIO_NAME).orElse("");
        String title = fields.read("title", Forms.TITLE).orElse("");
        URI target = fields.read("target", Forms.TARGET).orElse(NO_TARGET);
        SupplyReader supplies = new SupplyReader(problems);
        supplies.read(fields);
        SessionReader sessionReader = new SessionReader(supplies.references(), problems);
        List<Session> sessions = sessionReader.read(fields);
        LoadReader loadReader = new LoadReader(problems);
        return new Scenario(
                name,
                title,
                target,
                supplies.tokens(),
                supplies.dataSets(),
                Map.of(),
                Map.of(),
                List.of(),
                sessions,
                List.of(),
                loadReader.load(fields),
                new ObjectiveReader(sessionReader.stepNames(), problems).read(fields),
                loadReader.http(fields),
                Sampling.DEFAULT);
    }

    private static ScenarioReading tooLarge(int size) {
        return ScenarioReading.refused(List.of(new Problem(
                1,
                1,
                "file: " + size + " bytes (expected: at most " + YamlText.MAX_BYTES + "; rows go into data files)")));
    }

    private static ScenarioReading notUtf8(CharBuffer before, byte wrong) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < before.length(); i++) {
            boolean newLine = before.charAt(i) == '\n';
            column = newLine ? 1 : column + (Character.isLowSurrogate(before.charAt(i)) ? 0 : 1);
            line += newLine ? 1 : 0;
        }
        return ScenarioReading.refused(
                List.of(new Problem(line, column, String.format("encoding: byte 0x%02X (expected: UTF-8)", wrong))));
    }
}
