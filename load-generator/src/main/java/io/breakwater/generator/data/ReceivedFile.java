package io.breakwater.generator.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes what comes to a file, and hashes it as it passes. For one answer; its chunks come one after the other. */
final class ReceivedFile implements Consumer<Optional<byte[]>>, AutoCloseable {

    private final OutputStream out;
    private final MessageDigest digest;
    private final long mostBytes;
    private volatile long sizeBytes;

    /** Writes to this file, and no more than so many bytes. */
    ReceivedFile(Path file, long mostBytes) throws IOException {
        this.out = Files.newOutputStream(file);
        this.mostBytes = mostBytes;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not available (expected: every Java runtime has it)", e);
        }
    }

    /** What it throws ends the exchange. */
    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the chunks' thread writes it; others look how far it is.
    public void accept(Optional<byte[]> chunk) {
        if (chunk.isEmpty()) {
            return;
        }
        byte[] bytes = chunk.get();
        if (sizeBytes + bytes.length > mostBytes) {
            throw new IllegalStateException("more than " + mostBytes + " bytes");
        }
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        digest.update(bytes);
        sizeBytes += bytes.length;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** The hash of all of it, as lower-case hex; to be asked for once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
