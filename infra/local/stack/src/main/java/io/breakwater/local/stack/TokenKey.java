package io.breakwater.local.stack;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/** The key that platform tokens are encrypted with on this machine: made once for a data folder, readable by its owner. */
final class TokenKey {

    /** AES-256. */
    private static final int KEY_BYTES = 32;

    private TokenKey() {}

    /** Returns the key in Base64. */
    static String of(Path dataFolder) throws IOException {
        Files.createDirectories(dataFolder);
        Path file = dataFolder.resolve("token-key");
        if (!Files.exists(file)) {
            make(file);
        }
        // Of an earlier start as a rule: tokens on the topic are encrypted with it.
        return Files.readString(file).trim();
    }

    /** Writes aside first: a process that is killed in between leaves no key rather than an empty one. */
    private static void make(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path aside = file.resolveSibling("token-key-" + UUID.randomUUID() + ".new");
        Files.createFile(aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(
                    aside, Base64.getEncoder().encodeToString(key), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            // One step as a move is, but a move would replace the key of a process that was faster.
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException e) {
            // Whoever was faster made the key that counts; the caller reads it.
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
