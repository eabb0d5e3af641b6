package io.breakwater.scenario.catalog;

import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.catalog.StoredScenario.Content;
import io.breakwater.scenario.rest.ProblemMessage;
import io.breakwater.scenario.rest.RequestRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/data-files/SHA256}: contents named by their hash, written by people and read by generators. */
@RestController
@RequestMapping("/api/data-files")
final class DataFileEndpoint {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER_BYTES = 64 * 1024;

    private final DataFileStore dataFiles;
    private final long maxBytes;
    private final Semaphore uploads;

    DataFileEndpoint(DataFileStore dataFiles, ScenarioServiceProperties properties) {
        this.dataFiles = dataFiles;
        this.maxBytes = properties.maxDataFileSize().toBytes();
        this.uploads = new Semaphore(properties.concurrentUploads());
    }

    @PutMapping("/{sha256}")
    ResponseEntity<Content> put(@PathVariable("sha256") String sha256, HttpServletRequest request) throws IOException {
        if (!SHA256.matcher(sha256).matches()) {
            throw RequestRefusedException.bad(
                    "sha256: " + sha256 + " (expected: 64 lower-case hexadecimal digits, the SHA-256 of the content)");
        }
        if (request.getContentLengthLong() > maxBytes) {
            throw RequestRefusedException.tooLarge("data file", maxBytes);
        }
        if (!uploads.tryAcquire()) {
            throw RequestRefusedException.busy("uploads: as many as may be at once (expected: fewer; try again)");
        }
        try {
            return receive(sha256, request.getInputStream());
        } finally {
            uploads.release();
        }
    }

    /** By way of a temporary file, so that a slow sender holds no connection to the database. */
    private ResponseEntity<Content> receive(String sha256, InputStream body) throws IOException {
        Path received = Files.createTempFile("data-file-", ".part");
        try {
            Content content = write(body, received);
            if (!content.sha256().equals(sha256)) {
                throw RequestRefusedException.unprocessable(
                        "The content is not what its name says",
                        ProblemMessage.of(List.of("sha256: " + content.sha256() + " of " + content.sizeBytes()
                                + " B received (expected: " + sha256 + ")")));
            }
            boolean isNew = dataFiles.store(content, received);
            return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
                    .body(content);
        } finally {
            Files.deleteIfExists(received);
        }
    }

    private Content write(InputStream body, Path to) throws IOException {
        MessageDigest digest = sha256();
        long sizeBytes = 0;
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                sizeBytes += read;
                if (sizeBytes > maxBytes) {
                    throw RequestRefusedException.tooLarge("data file", maxBytes);
                }
                out.write(buffer, 0, read);
            }
        }
        return new Content(HexFormat.of().formatHex(digest.digest()), sizeBytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }

    @GetMapping("/{sha256}")
    void get(@PathVariable("sha256") String sha256, HttpServletResponse response) throws IOException {
        Content content = dataFiles
                .find(sha256)
                .orElseThrow(() -> RequestRefusedException.notFound(
                        "data file: " + sha256 + " (expected: the SHA-256 of a stored content)"));
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setContentLengthLong(content.sizeBytes());
        dataFiles.copy(content, response.getOutputStream());
    }
}
