package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Load;
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
        Optional<URI> readTarget = fields.read("target", HttpForms.TARGET);
        URI target = readTarget.orElse(NO_TARGET);
        SupplyReader supplies = new SupplyReader(problems);
        supplies.read(fields);
        References references = supplies.references();
        LoadReader loads = new LoadReader(supplies.files(), problems);
        SessionReader sessions = new SessionReader(fields, loads, references, problems);
        Load load = sessions.readLoads();
        HttpReader http = new HttpReader(supplies.files(), references, problems);
        http.read(fields, loads.mostUsers());
        StepReader steps = new StepReader(target, http, supplies.files(), references, problems);
        List<Session> before = sessions.readSingle("before", SessionNames.Stage.BEFORE, steps);
        List<Session> underLoad = sessions.read(steps, load);
        List<Session> after = sessions.readSingle("after", SessionNames.Stage.AFTER, steps);
        references.finish();
        if (readTarget.isPresent()) {
            http.finish();
        }
        return new Scenario(
                name,
                title,
                target,
                supplies.tokens(),
                supplies.dataSets(),
                supplies.files().all(),
                supplies.values(),
                before,
                underLoad,
                after,
                load,
                new ObjectiveReader(steps.loadStepNames(), underLoad, load, problems).read(fields),
                http.settings(),
                sampling(fields));
    }

    private Sampling sampling(Fields scenario) {
        Sampling usual = Sampling.DEFAULT;
        return scenario.find("samples")
                .flatMap(node -> Fields.of(node, "samples", ScenarioKeys.SAMPLES, problems))
                .map(fields -> new Sampling(
                        fields.read("share", Forms.SHARE_RATIO).orElse(usual.share()),
                        ScenarioKeys.SAMPLES.whole(fields, "failures").orElse(usual.failures()),
                        fields.read("body", Forms.SIZE).orElse(usual.bodyBytes())))
                .orElse(usual);
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
