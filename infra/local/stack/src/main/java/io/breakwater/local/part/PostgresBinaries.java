package io.breakwater.local.part;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the jar of this platform on the class path. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** Returns the folder with {@code bin/postgres} below the given one; unpacks it when it is not there yet. */
    static synchronized Path unpackedBelow(Path folder) throws IOException {
        String archive = archive();
        Path unpacked = folder.resolve(archive.replace(".txz", ""));
        if (Files.isDirectory(unpacked)) {
            return unpacked;
        }
        Files.createDirectories(folder);
        // Two processes that start at once share the folder.
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && !Files.isDirectory(unpacked)) {
                Path partial = Files.createDirectories(folder.resolve(archive + ".partial"));
                ContentOf.delete(partial);
                unpack(archive, partial);
                Files.move(partial, unpacked, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return unpacked;
    }

    /** Returns a program of those that were unpacked before. */
    static Path program(Path folder, String name) {
        return folder.resolve(archive().replace(".txz", "")).resolve("bin").resolve(name);
    }

    private static String archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = machine.equals("aarch64") || machine.equals("arm64");
        String name = (system.contains("mac") ? "postgres-darwin" : "postgres-linux")
                + (arm ? "-arm_64" : "-x86_64")
                + ".txz";
        if (PostgresBinaries.class.getResource("/" + name) == null) {
            throw new IllegalStateException("PostgreSQL for " + system + " on " + machine + ": no " + name
                    + " on the class path (expected: a platform that the build of local-stack knows)");
        }
        return name;
    }

    private static void unpack(String archive, Path folder) throws IOException {
        try (InputStream compressed = PostgresBinaries.class.getResourceAsStream("/" + archive);
                TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(
                        new BufferedInputStream(compressed == null ? InputStream.nullInputStream() : compressed)))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException(archive + ": entry " + entry.getName() + " (expected: inside the archive)");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(entries, path);
                    boolean executable = (entry.getMode() & 0b001_000_000) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
