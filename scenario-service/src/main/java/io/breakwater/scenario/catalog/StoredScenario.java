package io.breakwater.scenario.catalog;

import io.breakwater.events.run.RunPlan.DataFile;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a scenario as it was stored.
 *
 * @param name      its name
 * @param version   counts from 1 with each change
 * @param title     a line for people; may be empty
 * @param text      the file, as it came
 * @param storedAt  when it came
 * @param dataFiles contents that are attached, by the files' names
 */
public record StoredScenario(
        String name, int version, String title, String text, Instant storedAt, Map<String, Content> dataFiles) {

    /**
     * The content of a data file.
     *
     * @param sha256    lower-case hex of its SHA-256
     * @param sizeBytes its size
     */
    public record Content(String sha256, long sizeBytes) {}

    public StoredScenario {
        dataFiles = Map.copyOf(dataFiles);
    }

    /**
     * What a data set reads, for the plan of a run.
     *
     * @param dataSet the name of the data set
     * @param file    the file that it declares
     * @return nothing when no content is attached for the file
     */
    public Optional<DataFile> dataFile(String dataSet, String file) {
        return Optional.ofNullable(dataFiles.get(file))
                .map(content -> new DataFile(dataSet, content.sha256(), content.sizeBytes()));
    }
}
