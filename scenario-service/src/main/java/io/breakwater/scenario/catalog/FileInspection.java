package io.breakwater.scenario.catalog;

import io.breakwater.events.data.RateCurve;
import io.breakwater.events.data.ScenarioFilesCheck;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.catalog.StoredScenario.Content;
import io.breakwater.scenario.rest.RequestRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Looks into the contents that a scenario's files have, on the temporary disk and not in memory. Thread-safe. */
@Component
public final class FileInspection {

    /** A curve is read into memory; {@link RateCurve} takes less than this. */
    private static final int MOST_CURVE_BYTES = 1024 * 1024;

    private final DataFileStore dataFiles;
    private final Semaphore permits;

    FileInspection(DataFileStore dataFiles, ScenarioServiceProperties properties) {
        this.dataFiles = dataFiles;
        this.permits = new Semaphore(properties.concurrentUploads());
    }

    /**
     * Looks through the files of a scenario.
     *
     * @param contents contents by file name
     */
    ScenarioFilesCheck.Finding inspect(Scenario scenario, Map<String, Content> contents) throws IOException {
        if (contents.isEmpty()) {
            return new ScenarioFilesCheck.Finding(List.of(), List.of());
        }
        if (!permits.tryAcquire()) {
            throw RequestRefusedException.busy(
                    "data files: as many inspected as may be at once (expected: fewer; try again)");
        }
        Map<String, Path> paths = new HashMap<>();
        try {
            for (Map.Entry<String, Content> file : contents.entrySet()) {
                Path copy = Files.createTempFile("data-file-", ".check");
                paths.put(file.getKey(), copy);
                try (OutputStream out = Files.newOutputStream(copy)) {
                    dataFiles.copy(file.getValue(), out);
                }
            }
            return ScenarioFilesCheck.check(scenario, paths, file -> file);
        } finally {
            permits.release();
            for (Path path : paths.values()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /**
     * The scenario with its recorded curves in their places, as it goes into the plan of a run.
     *
     * @param reasons told which curve is wrong; it then stays where it is, as one does that has no content
     */
    public Scenario withCurves(Scenario scenario, StoredScenario stored, List<String> reasons) {
        Map<String, ByteBuffer> curves = new HashMap<>();
        for (String name : RateCurve.files(scenario)) {
            String file = scenario.files().getOrDefault(name, name);
            Content content = stored.dataFiles().get(file);
            if (content == null) {
                continue;
            }
            if (content.sizeBytes() > MOST_CURVE_BYTES) {
                reasons.add("curve: " + file + " has " + content.sizeBytes() + " B (expected: <= " + MOST_CURVE_BYTES
                        + " B)");
                continue;
            }
            ByteBuffer bytes = bytes(content);
            RateCurve.read(bytes, 1, false).problems().forEach(problem -> reasons.add(problem.describe(file)));
            curves.put(name, bytes);
        }
        return RateCurve.inPlace(scenario, curves);
    }

    private ByteBuffer bytes(Content content) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            dataFiles.copy(content, bytes);
            return ByteBuffer.wrap(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
