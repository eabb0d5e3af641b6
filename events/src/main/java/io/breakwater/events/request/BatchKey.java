package io.breakwater.events.request;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record key on {@code request-events}: the batches of one generator's part of a run stay in order, and the parts of a
 * run spread. It also names the run of a batch that cannot be read. As text: run, slash, generator.
 *
 * @param runId       the run; has no slash
 * @param generatorId the generator
 */
public record BatchKey(String runId, String generatorId) {

    public BatchKey {
        if (runId.isEmpty() || runId.indexOf('/') >= 0) {
            throw new IllegalArgumentException("runId: \"" + runId + "\" (expected: a text without slash)");
        }
        if (generatorId.isEmpty()) {
            throw new IllegalArgumentException("generatorId: \"\" (expected: a text)");
        }
    }

    /** The key of a batch with this header. */
    public static BatchKey of(BatchHeader header) {
        return new BatchKey(header.runId(), header.generatorId());
    }

    /** The key's bytes. */
    public byte[] toBytes() {
        return (runId + '/' + generatorId).getBytes(StandardCharsets.UTF_8);
    }

    /** The key that the bytes hold; empty when they hold none. */
    public static Optional<BatchKey> read(byte @Nullable [] bytes) {
        String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        int slash = text.indexOf('/');
        return slash <= 0 || slash == text.length() - 1
                ? Optional.empty()
                : Optional.of(new BatchKey(text.substring(0, slash), text.substring(slash + 1)));
    }
}
