package io.breakwater.generator.data;

import io.breakwater.events.run.RunPlan.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** Fetches data files from scenario-service by their content, and looks whether it is that content. Thread-safe. */
public final class DataFiles {

    /** A run's rows are held in memory; what is larger needs a generator of another kind. */
    static final long LARGEST_BYTES = 256L * 1024 * 1024;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** Within the 15 s that scenario-service waits for a part to be ready. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final URI scenarioService;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /** Files of this scenario-service. */
    public DataFiles(URI scenarioService) {
        this.scenarioService = scenarioService;
    }

    /**
     * The bytes of a file.
     *
     * @throws UnreadableDataException when they cannot be had, or are not the ones that the plan names
     * @throws InterruptedException    when the process ends meanwhile
     */
    public byte[] fetch(DataFile file) throws UnreadableDataException, InterruptedException {
        if (!file.sha256().matches("[0-9a-f]{64}") || file.sizeBytes() > LARGEST_BYTES) {
            throw new UnreadableDataException(file.name() + ": " + file.sizeBytes() + " bytes, sha256 " + file.sha256()
                    + " (expected: at most " + LARGEST_BYTES + " bytes, 64 hexadecimal digits)");
        }
        URI uri = URI.create(scenarioService.toString().replaceAll("/+$", "") + "/api/data-files/" + file.sha256());
        try {
            HttpResponse<InputStream> response = client.send(
                    HttpRequest.newBuilder(uri).timeout(ANSWER_TIMEOUT).GET().build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return verified(file, uri, response.statusCode(), body);
            }
        } catch (IOException e) {
            throw new UnreadableDataException(file.name() + ": " + uri + ": " + e + " (expected: the file's bytes)", e);
        }
    }

    private static byte[] verified(DataFile file, URI uri, int status, InputStream body)
            throws IOException, UnreadableDataException {
        if (status != 200) {
            throw new UnreadableDataException(
                    file.name() + ": " + uri + ": status " + status + " (expected: 200 and the file's bytes)");
        }
        byte[] bytes = body.readNBytes((int) file.sizeBytes() + 1);
        String sha256 = sha256(bytes);
        if (bytes.length != file.sizeBytes() || !sha256.equals(file.sha256())) {
            throw new UnreadableDataException(file.name() + ": " + uri + ": "
                    + (bytes.length > file.sizeBytes() ? "more than " + file.sizeBytes() : bytes.length)
                    + " bytes with sha256 " + sha256 + " (expected: " + file.sizeBytes() + " bytes with sha256 "
                    + file.sha256() + ")");
        }
        return bytes;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not available (expected: every Java runtime has it)", e);
        }
    }
}
