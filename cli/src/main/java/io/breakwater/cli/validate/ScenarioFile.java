package io.breakwater.cli.validate;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.events.data.DataFileCheck;
import io.breakwater.events.data.ScenarioFilesCheck;
import io.breakwater.events.data.ScenarioFilesCheck.Finding;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.ScenarioReader;
import io.breakwater.events.scenario.file.ScenarioReading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scenario file whose every line has been checked, and its data files beside it.
 *
 * @param text      the file as it is
 * @param scenario  what it says
 * @param dataFiles the path of each data file by the name that the scenario uses
 * @param warnings  what ends the load of some sessions early, which may be meant
 */
public record ScenarioFile(String text, Scenario scenario, Map<String, Path> dataFiles, List<String> warnings) {

    /** The same limit as scenario-service has. */
    private static final long MAX_BYTES = 1_048_576;

    public ScenarioFile {
        dataFiles = Map.copyOf(dataFiles);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads and checks a file.
     *
     * @throws CommandFailedException with every error at once and the exit code for wrong input
     */
    public static ScenarioFile read(Path file) {
        String text = text(file);
        ScenarioReading reading = ScenarioReader.read(text);
        if (reading.scenario().isEmpty()) {
            throw wrong(reading.describe(file.toString()).lines().toList());
        }
        Scenario scenario = reading.scenario().get();
        Map<String, Path> dataFiles = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        new TreeMap<>(scenario.dataSets()).forEach((name, dataSet) -> {
            Path path = file.toAbsolutePath().resolveSibling(dataSet.file());
            dataFiles.put(dataSet.file(), path);
            errors.addAll(unusable("data." + name + ".file", path));
        });
        new TreeMap<>(scenario.files()).forEach((name, declared) -> {
            Path path = file.toAbsolutePath().resolveSibling(declared);
            dataFiles.put(declared, path);
            errors.addAll(unusable("files." + name, path));
        });
        List<String> warnings = new ArrayList<>();
        if (errors.isEmpty()) {
            Finding finding =
                    ScenarioFilesCheck.check(scenario, dataFiles, name -> String.valueOf(dataFiles.get(name)));
            errors.addAll(finding.errors());
            warnings.addAll(finding.warnings());
        }
        if (!errors.isEmpty()) {
            throw wrong(errors);
        }
        return new ScenarioFile(text, scenario, dataFiles, warnings);
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw wrong(List.of(file + ": " + Files.size(file) + " bytes (expected: at most " + MAX_BYTES + ")"));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong(List.of(file + ": not UTF-8 (expected: a scenario file in UTF-8)"));
        } catch (IOException e) {
            throw wrong(List.of(file + ": cannot be read (expected: a scenario file)"));
        }
    }

    private static List<String> unusable(String key, Path path) {
        try {
            if (!Files.isReadable(path) || !Files.isRegularFile(path)) {
                return List.of(key + ": " + path + " cannot be read (expected: the data file, beside the scenario)");
            }
            if (Files.size(path) > DataFileCheck.LARGEST_BYTES) {
                return List.of(key + ": " + path + " has " + Files.size(path) + " bytes (expected: at most "
                        + DataFileCheck.LARGEST_BYTES + ")");
            }
            return List.of();
        } catch (IOException e) {
            return List.of(key + ": " + path + " cannot be read (expected: the data file, beside the scenario)");
        }
    }

    private static CommandFailedException wrong(List<String> lines) {
        return new CommandFailedException(ExitCode.WRONG_INPUT, lines);
    }
}
