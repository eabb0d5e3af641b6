package io.breakwater.local.part;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files from which JVMs start with their classes loaded and verified already: one for each part and class path.
 *
 * <p>A JVM ignores an archive of other jars without a word, so the name says what it was made from.
 *
 * @param folder where they are
 */
record ClassArchives(Path folder) {

    /** Of 64 hexadecimal digits; enough to tell builds of one part apart. */
    private static final int DIGITS = 16;

    /** Returns the file for a part, whether it exists or not. */
    Path of(String part, List<Path> classPath) throws IOException {
        StringBuilder source = new StringBuilder(System.getProperty("java.vm.version"));
        for (Path jar : classPath) {
            source.append('\n')
                    .append(jar)
                    .append(' ')
                    .append(Files.size(jar))
                    .append(' ')
                    .append(Files.getLastModifiedTime(jar).toMillis());
        }
        return folder.resolve(part + "-" + digest(source.toString()) + ".jsa");
    }

    /** Deletes the archives of a part that were made from other jars, and makes the folder. */
    void keepOnly(Path current, String part) throws IOException {
        Files.createDirectories(folder);
        List<Path> outdated;
        try (Stream<Path> files = Files.list(folder)) {
            outdated = files.filter(
                            file -> file.getFileName().toString().matches(part + "-[0-9a-f]{" + DIGITS + "}\\.jsa.*"))
                    .filter(file -> !file.equals(current))
                    .toList();
        }
        for (Path file : outdated) {
            Files.deleteIfExists(file);
        }
    }

    private static String digest(String source) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JVM)", e);
        }
    }
}
