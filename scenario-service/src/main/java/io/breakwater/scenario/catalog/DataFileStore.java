package io.breakwater.scenario.catalog;

import io.breakwater.scenario.catalog.StoredScenario.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Data files in PostgreSQL by their content, written and read in chunks: memory does not grow with their size. A content is
 * stored once and never changes. Thread-safe.
 */
@Component
final class DataFileStore {

    /** Large enough for few round trips, small enough for a heap of tens of megabytes. */
    private static final int CHUNK_BYTES = 512 * 1024;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DataFileStore(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The content, if it is stored. */
    Optional<Content> find(String sha256) {
        return jdbc.sql("select sha256, size_bytes from data_files where sha256 = :sha256")
                .param("sha256", sha256)
                .query((row, number) -> new Content(row.getString("sha256"), row.getLong("size_bytes")))
                .optional();
    }

    /**
     * Stores a content.
     *
     * @param content its hash, which the caller has verified, and size
     * @param file    where it lies
     * @return false when it was stored before
     */
    boolean store(Content content, Path file) {
        return transactions.execute(status -> {
            int added = jdbc.sql("""
                            insert into data_files (sha256, size_bytes, stored_at)
                            values (:sha256, :sizeBytes, :storedAt) on conflict do nothing
                            """)
                    .param("sha256", content.sha256())
                    .param("sizeBytes", content.sizeBytes())
                    .param("storedAt", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            if (added == 1) {
                writeChunks(content.sha256(), file);
            }
            return added == 1;
        });
    }

    private void writeChunks(String sha256, Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] chunk = bytes.readNBytes(CHUNK_BYTES);
            for (int number = 0; chunk.length > 0; number++) {
                jdbc.sql("insert into data_file_chunks (sha256, chunk, bytes) values (:sha256, :chunk, :bytes)")
                        .param("sha256", sha256)
                        .param("chunk", number)
                        .param("bytes", chunk)
                        .update();
                chunk = bytes.readNBytes(CHUNK_BYTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("data file " + sha256 + ": unreadable (expected: as it was received)", e);
        }
    }

    /** Copies a content, one query a chunk, so that a slow reader holds no connection to the database. */
    void copy(Content content, OutputStream to) throws IOException {
        long copiedBytes = 0;
        for (int number = 0; copiedBytes < content.sizeBytes(); number++) {
            byte[] chunk = jdbc.sql("select bytes from data_file_chunks where sha256 = :sha256 and chunk = :chunk")
                    .param("sha256", content.sha256())
                    .param("chunk", number)
                    .query((row, rowNumber) -> row.getBytes("bytes"))
                    .single();
            to.write(chunk);
            copiedBytes += chunk.length;
        }
    }
}
