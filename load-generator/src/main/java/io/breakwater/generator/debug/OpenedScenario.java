package io.breakwater.generator.debug;

import io.breakwater.events.data.DataFileCheck;
import io.breakwater.events.data.ScenarioFilesCheck;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.ScenarioReader;
import io.breakwater.events.scenario.file.ScenarioReading;
import io.breakwater.generator.data.DataFolder;
import io.breakwater.generator.data.PlanData;
import io.breakwater.generator.data.RunData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scenario file with everything that lies beside it.
 *
 * @param scenario what it says
 * @param data     its rows and files
 */
record OpenedScenario(Scenario scenario, RunData data) {

    /** Above what scenario-service takes. */
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    /**
     * Opens a scenario.
     *
     * @param file   the scenario file
     * @param folder where indexes of rows go
     * @throws WrongInputException with everything that is wrong in it and in its files
     */
    static OpenedScenario open(Path file, DataFolder folder) throws WrongInputException {
        Scenario scenario = scenario(file);
        Map<String, String> names = new TreeMap<>(scenario.files());
        scenario.dataSets().forEach((name, dataSet) -> names.put(name, dataSet.file()));
        List<String> reasons = new ArrayList<>();
        Map<String, Path> paths = new HashMap<>();
        Map<String, ByteBuffer> contents = new HashMap<>();
        names.forEach((name, declared) -> {
            Path path = file.toAbsolutePath().resolveSibling(declared);
            try {
                contents.put(name, DataFileCheck.map(path));
                paths.put(declared, path);
            } catch (IOException e) {
                reasons.add(path + ": cannot be read: " + e + " (expected: a file of the scenario, beside it)");
            }
        });
        reasons.addAll(ScenarioFilesCheck.check(scenario, paths, name -> String.valueOf(paths.get(name)))
                .errors());
        if (!reasons.isEmpty()) {
            throw new WrongInputException(reasons);
        }
        RunData data = PlanData.open(scenario, contents, folder, reasons);
        if (!reasons.isEmpty()) {
            throw new WrongInputException(reasons);
        }
        return new OpenedScenario(EverySession.of(scenario), data);
    }

    private static Scenario scenario(Path file) throws WrongInputException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new WrongInputException(
                        List.of(file + ": " + Files.size(file) + " bytes (expected: at most " + MOST_BYTES + ")"));
            }
            ScenarioReading reading = ScenarioReader.read(Files.readAllBytes(file));
            if (reading.scenario().isEmpty()) {
                throw new WrongInputException(
                        reading.describe(file.toString()).lines().toList());
            }
            return reading.scenario().get();
        } catch (IOException e) {
            throw new WrongInputException(List.of(file + ": cannot be read: " + e + " (expected: a scenario file)"));
        }
    }
}
