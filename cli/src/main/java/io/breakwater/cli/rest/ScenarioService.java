package io.breakwater.cli.rest;

import io.breakwater.events.run.RunRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The scenario service: keeps scenarios, starts and stops runs. Thread-safe. */
public final class ScenarioService {

    /** A data file of 2 GiB is stored, and looked through when its scenario is. */
    private static final Duration FILES_TIMEOUT = Duration.ofMinutes(5);

    private final RestClient rest;

    /** The service at this address, without a path. */
    public ScenarioService(URI base) {
        this.rest = new RestClient(base);
    }

    /**
     * Stores a scenario, or a new version of it.
     *
     * @param text      the scenario file
     * @param dataFiles the SHA-256 of each data file by the name that the scenario uses
     */
    public void store(String text, Map<String, String> dataFiles) throws IOException, InterruptedException {
        String query = dataFiles.entrySet().stream()
                .map(file ->
                        "dataFile=" + URLEncoder.encode(file.getKey() + ":" + file.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        rest.send("POST", "/api/scenarios" + query, "application/yaml", BodyPublishers.ofString(text), FILES_TIMEOUT);
    }

    /**
     * A stored scenario, as far as the command needs it.
     *
     * @param version   grows by one each time that it is stored with changes
     * @param text      the scenario file
     * @param dataFiles the contents of its data files by the name that it uses
     */
    public record Stored(int version, String text, Map<String, Content> dataFiles) {

        /**
         * A content.
         *
         * @param sha256 its hash, by which it is read
         */
        public record Content(String sha256) {}

        public Stored {
            dataFiles = Map.copyOf(dataFiles);
        }
    }

    /** The newest version of a scenario; empty when there is none of this name. */
    public Optional<Stored> stored(String name) throws IOException, InterruptedException {
        try {
            return Optional.of(RestClient.read(rest.get("/api/scenarios/" + name), Stored.class));
        } catch (ServiceAnswerException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The version of its scenario that a run was admitted with; empty when the run is not known. */
    public OptionalInt scenarioVersion(String runId) throws IOException, InterruptedException {
        try {
            return OptionalInt.of(RestClient.read(rest.get("/api/runs/" + runId), Admitted.class)
                    .scenarioVersion());
        } catch (ServiceAnswerException e) {
            if (e.status() == 404) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    /** The bytes of a data file. */
    public byte[] dataFile(String sha256) throws IOException, InterruptedException {
        return rest.get("/api/data-files/" + sha256);
    }

    /** Stores a data file under the SHA-256 of its content. */
    public void storeDataFile(String sha256, Path file) throws IOException, InterruptedException {
        rest.send(
                "PUT",
                "/api/data-files/" + sha256,
                "application/octet-stream",
                BodyPublishers.ofFile(file),
                FILES_TIMEOUT);
    }

    /**
     * Asks for a run.
     *
     * @return its id
     * @throws ServiceAnswerException when it is refused, with every reason
     */
    public String start(RunRequest request) throws IOException, InterruptedException {
        return RestClient.read(rest.postJson("/api/runs", request), Started.class)
                .runId();
    }

    /** Where a run stands. */
    public RunView run(String runId) throws IOException, InterruptedException {
        return RestClient.read(rest.get("/api/runs/" + runId), RunView.class);
    }

    /** Asks a run to stop; requests in flight are awaited. */
    public void stop(String runId, String by, String reason) throws IOException, InterruptedException {
        rest.postJson("/api/runs/" + runId + "/stop", new Stop(by, reason));
    }

    /** Asks a run to stop, also one that is stopping, and to cut off requests in flight. */
    public void stopAtOnce(String runId, String by, String reason) throws IOException, InterruptedException {
        rest.postJson("/api/runs/" + runId + "/stop?at-once=true", new Stop(by, reason));
    }

    /**
     * Changes the load of a run that goes on.
     *
     * @return the run with the change
     * @throws ServiceAnswerException when it is refused, with every reason
     */
    public RunView adjust(String runId, LoadAdjustment adjustment, String by) throws IOException, InterruptedException {
        return RestClient.read(
                rest.postJson("/api/runs/" + runId + "/adjustments", adjustment.request(by)), RunView.class);
    }

    private record Started(String runId) {}

    private record Admitted(int scenarioVersion) {}

    private record Stop(String by, String reason) {}
}
