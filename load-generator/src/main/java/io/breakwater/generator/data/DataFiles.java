package io.breakwater.generator.data;

import io.breakwater.events.data.DataFileCheck;
import io.breakwater.events.run.RunPlan.DataFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches files from scenario-service by their content into the generator's own folder, and looks whether it is that content.
 * Nothing of a file is held in memory. Thread-safe; one file is fetched at a time, so that none is fetched twice.
 */
public final class DataFiles {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** Within the 15 s that scenario-service waits for a part to be ready. */
    static final Duration LEAST_TIME = Duration.ofSeconds(10);

    private final URI scenarioService;
    private final DataFolder folder;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /** Files of this scenario-service, kept in this folder. */
    public DataFiles(URI scenarioService, DataFolder folder) {
        this.scenarioService = scenarioService;
        this.folder = folder;
    }

    /** The folder that files are kept in. */
    DataFolder folder() {
        return folder;
    }

    /**
     * The bytes of a file, mapped.
     *
     * @throws UnreadableDataException when they cannot be had, or are not the ones that the plan names
     * @throws InterruptedException    when the process ends meanwhile
     */
    public ByteBuffer fetch(DataFile file) throws UnreadableDataException, InterruptedException {
        return fetch(file, LEAST_TIME);
    }

    /**
     * The bytes of a file, mapped.
     *
     * @param limit how long it may take to fetch it
     * @throws UnreadableDataException when they cannot be had, or are not the ones that the plan names
     * @throws InterruptedException    when the process ends meanwhile
     */
    synchronized ByteBuffer fetch(DataFile file, Duration limit) throws UnreadableDataException, InterruptedException {
        if (!file.sha256().matches("[0-9a-f]{64}")
                || file.sizeBytes() < 0
                || file.sizeBytes() > DataFileCheck.LARGEST_BYTES) {
            throw new UnreadableDataException(file.name() + ": " + file.sizeBytes() + " bytes, sha256 " + file.sha256()
                    + " (expected: at most " + DataFileCheck.LARGEST_BYTES + " bytes, 64 hexadecimal digits)");
        }
        try {
            Optional<Path> kept = folder.find(file.sha256());
            return DataFileCheck.map(kept.isPresent() ? kept.get() : receive(file, limit));
        } catch (IOException e) {
            throw new UnreadableDataException(file.name() + ": " + e.getMessage(), e);
        }
    }

    private Path receive(DataFile file, Duration limit)
            throws IOException, UnreadableDataException, InterruptedException {
        Path part = folder.begin(file.sizeBytes());
        boolean complete = false;
        try (ReceivedFile received = new ReceivedFile(part, file.sizeBytes())) {
            download(file, received, limit);
            complete = true;
            return folder.keep(part, file.sha256(), file.sizeBytes());
        } finally {
            if (!complete) {
                folder.drop(part, file.sizeBytes());
            }
        }
    }

    private void download(DataFile file, ReceivedFile received, Duration limit)
            throws IOException, UnreadableDataException, InterruptedException {
        URI uri = URI.create(scenarioService.toString().replaceAll("/+$", "") + "/api/data-files/" + file.sha256());
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
                HttpRequest.newBuilder(uri).GET().build(),
                // What comes with another status is no file, and may be longer than it.
                head -> head.statusCode() == 200
                        ? BodySubscribers.ofByteArrayConsumer(received)
                        : BodySubscribers.replacing(null));
        try {
            int status = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status != 200) {
                throw new UnreadableDataException(
                        file.name() + ": " + uri + ": status " + status + " (expected: 200 and the file's bytes)");
            }
        } catch (ExecutionException e) {
            throw new UnreadableDataException(
                    file.name() + ": " + uri + ": " + e.getCause() + " (expected: the file's bytes)", e);
        } catch (TimeoutException e) {
            throw new UnreadableDataException(
                    file.name() + ": " + uri + ": " + received.sizeBytes() + " bytes after " + limit.toMillis()
                            + " ms (expected: " + file.sizeBytes() + ")",
                    e);
        } finally {
            answer.cancel(true);
        }
        String sha256 = received.sha256();
        if (received.sizeBytes() != file.sizeBytes() || !sha256.equals(file.sha256())) {
            throw new UnreadableDataException(file.name() + ": " + uri + ": " + received.sizeBytes()
                    + " bytes with sha256 " + sha256 + " (expected: " + file.sizeBytes() + " bytes with sha256 "
                    + file.sha256() + ")");
        }
    }
}
