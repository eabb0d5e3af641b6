package io.breakwater.events.data;

import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Looks through all files of a scenario before it is run: what is in each, and whether there are rows enough for the load. */
public final class ScenarioFilesCheck {

    private final Scenario scenario;
    private final Map<String, Path> contents;
    private final UnaryOperator<String> shownAs;
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private ScenarioFilesCheck(Scenario scenario, Map<String, Path> contents, UnaryOperator<String> shownAs) {
        this.scenario = scenario;
        this.contents = contents;
        this.shownAs = shownAs;
    }

    /**
     * What was found.
     *
     * @param errors   everything that would stop a run, with files, lines and columns
     * @param warnings what ends the load of some sessions before its time
     */
    public record Finding(List<String> errors, List<String> warnings) {
        public Finding {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Looks through the files.
     *
     * @param scenario the scenario
     * @param contents where files are, by the names that the scenario gives them; those that are missing are passed over
     * @param shownAs  how errors name a file
     */
    public static Finding check(Scenario scenario, Map<String, Path> contents, UnaryOperator<String> shownAs) {
        ScenarioFilesCheck check = new ScenarioFilesCheck(scenario, contents, shownAs);
        Map<String, Integer> rows = check.dataSets();
        Map<String, ByteBuffer> curves = check.curves();
        if (check.errors.isEmpty() && curves.size() == RateCurve.files(scenario).size()) {
            PlannedRows.compare(RateCurve.inPlace(scenario, curves), rows, check.errors, check.warnings);
        }
        return new Finding(check.errors, check.warnings);
    }

    private Map<String, Integer> dataSets() {
        Map<String, Integer> rows = new HashMap<>();
        for (Map.Entry<String, DataSet> declared : new TreeMap<>(scenario.dataSets()).entrySet()) {
            String file = declared.getValue().file();
            Path content = contents.get(file);
            if (content == null) {
                continue;
            }
            try {
                DataFileCheck.Finding finding = DataFileCheck.check(scenario, declared.getKey(), content);
                describe(file, finding.problems());
                rows.put(declared.getKey(), finding.rows());
            } catch (IOException e) {
                errors.add("data." + declared.getKey() + ".file: " + e.getMessage()
                        + " cannot be read (expected: the data file, beside the scenario)");
            }
        }
        return rows;
    }

    private Map<String, ByteBuffer> curves() {
        Map<String, ByteBuffer> curves = new HashMap<>();
        for (String name : RateCurve.files(scenario)) {
            String file = scenario.files().getOrDefault(name, name);
            Path content = contents.get(file);
            if (content == null) {
                continue;
            }
            try {
                ByteBuffer bytes = DataFileCheck.map(content);
                describe(file, RateCurve.read(bytes, 1, false).problems());
                curves.put(name, bytes);
            } catch (IOException e) {
                errors.add("files." + name + ": " + e.getMessage()
                        + " cannot be read (expected: a recorded curve, beside the scenario)");
            }
        }
        return curves;
    }

    private void describe(String file, List<Problem> problems) {
        problems.forEach(problem -> errors.add(problem.describe(shownAs.apply(file))));
    }
}
