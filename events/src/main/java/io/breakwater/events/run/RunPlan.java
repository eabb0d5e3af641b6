package io.breakwater.events.run;

import io.breakwater.events.scenario.Scenario;
import java.time.Duration;
import java.util.List;

/**
 * Everything that has to be known while a run goes on, so that nobody asks anybody anything meanwhile.
 *
 * @param runId        the run
 * @param organisation whose run it is
 * @param scenario     the scenario as it was when the run was admitted
 * @param dataFiles    its data files by content
 * @param parts        who sends which share; part {@code k} of {@code n} sends the arrivals whose index modulo n is k
 */
public record RunPlan(
        String runId, String organisation, Scenario scenario, List<DataFile> dataFiles, List<RunPart> parts) {

    /**
     * A data file, named by its content.
     *
     * @param name      the data set of the scenario that reads it, or its name under {@code files}
     * @param sha256    lower-case hex of its SHA-256
     * @param sizeBytes its size
     */
    public record DataFile(String name, String sha256, long sizeBytes) {}

    /**
     * One generator's share of a run.
     *
     * @param generatorId the generator
     * @param index       which share, from 0
     */
    public record RunPart(String generatorId, int index) {}

    /** A generator that gets less from its scenario-service is too far away from it. */
    private static final long LEAST_BYTES_PER_SECOND = 32L * 1024 * 1024;

    /** How much longer than without files a generator may take to get ready: to fetch them, to check them, to index them. */
    public Duration timeForFiles() {
        long bytes = dataFiles.stream().mapToLong(DataFile::sizeBytes).sum();
        return Duration.ofMillis(bytes * 1_000 / LEAST_BYTES_PER_SECOND);
    }

    public RunPlan {
        if (scenario.loads().stream()
                .flatMap(load -> load.phases().stream())
                .anyMatch(phase -> phase.replay().isPresent())) {
            throw new IllegalArgumentException("replay: a curve (expected: the phases that it stands for)");
        }
        dataFiles = List.copyOf(dataFiles);
        parts = List.copyOf(parts);
    }
}
