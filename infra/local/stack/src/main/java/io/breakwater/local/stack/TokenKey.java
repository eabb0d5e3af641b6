package io.breakwater.local.stack;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that platform tokens are encrypted with on this machine: made once for a data folder, readable by its owner. */
final class TokenKey {

    /** AES-256. */
    private static final int KEY_BYTES = 32;

    private TokenKey() {}

    /** Returns the key in Base64. */
    static String of(Path dataFolder) throws IOException {
        Files.createDirectories(dataFolder);
        Path file = dataFolder.resolve("token-key");
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getEncoder().encodeToString(key), StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            // Made by an earlier start: tokens on the topic are encrypted with it.
            return Files.readString(file).trim();
        }
        return Files.readString(file).trim();
    }
}
