package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What reading a scenario file gave: the scenario, or everything that is wrong with the file.
 *
 * @param scenario the scenario; empty exactly when there are problems
 * @param problems all problems, in the order of the file
 */
public record ScenarioReading(Optional<Scenario> scenario, List<Problem> problems) {

    public ScenarioReading {
        problems = List.copyOf(problems);
        if (scenario.isPresent() != problems.isEmpty()) {
            throw new IllegalArgumentException("problems: " + problems.size() + ", scenario: "
                    + (scenario.isPresent() ? "present" : "absent") + " (expected: one or the other)");
        }
    }

    static ScenarioReading of(Scenario scenario) {
        return new ScenarioReading(Optional.of(scenario), List.of());
    }

    static ScenarioReading refused(List<Problem> problems) {
        return new ScenarioReading(Optional.empty(), problems);
    }

    /** Whether the file can be run. */
    public boolean isAccepted() {
        return scenario.isPresent();
    }

    /**
     * All problems for people, a line each, in the words that every part of the product uses.
     *
     * @param fileName what the person called the file
     */
    public String describe(String fileName) {
        return problems.stream()
                .map(problem -> problem.describe(fileName))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
