package io.breakwater.generator.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This generator's own folder of fetched files, by content. Rows may be personal data: only the owner of the process can read
 * it, and nothing stays in it when the process ends. Those used longest ago go first when it is full; whoever has one mapped
 * keeps it. Thread-safe.
 */
public final class DataFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final Pattern OWN_FILE = Pattern.compile("[0-9a-f]{64}|part-[0-9]+|rows-[0-9]+");

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;
    private final long limitBytes;
    private final Map<String, Long> bytesByContent = new LinkedHashMap<>(16, 0.75f, true);
    private long heldBytes;
    private long number;

    private DataFolder(Path folder, long limitBytes) {
        this.folder = folder;
        this.limitBytes = limitBytes;
    }

    /**
     * Opens the folder, and empties it of what a killed process left.
     *
     * @param folder     made if it is not there
     * @param limitBytes the most bytes of files in it
     * @throws IOException when it cannot be used, or others can read it
     */
    public static DataFolder open(Path folder, long limitBytes) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            requireOwn(folder);
        }
        DataFolder opened = new DataFolder(folder, limitBytes);
        opened.empty();
        return opened;
    }

    /** In a folder for everybody, such as /tmp, somebody else may have made it first. */
    private static void requireOwn(Path folder) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        boolean isFolder = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
        if (!isFolder || !permissions.equals(OWNER_ONLY)) {
            throw new IOException(folder + ": " + (isFolder ? "folder " : "no folder, ")
                    + PosixFilePermissions.toString(permissions)
                    + " (expected: a folder that only this process's owner can read: rwx------)");
        }
    }

    /** A content that is here; with that it counts as used. */
    synchronized Optional<Path> find(String sha256) {
        return bytesByContent.get(sha256) == null ? Optional.empty() : Optional.of(folder.resolve(sha256));
    }

    /**
     * Makes room for a content.
     *
     * @return a new, empty file to write it to, for {@link #keep} or {@link #drop}
     * @throws IOException when it is larger than the folder may be, or the disk cannot be written
     */
    synchronized Path begin(long sizeBytes) throws IOException {
        if (sizeBytes > limitBytes) {
            throw new IOException(sizeBytes + " bytes (expected: at most " + limitBytes
                    + ", the bound of the folder; its setting is data.folder.limit.bytes)");
        }
        var oldest = bytesByContent.entrySet().iterator();
        while (heldBytes + sizeBytes > limitBytes && oldest.hasNext()) {
            Map.Entry<String, Long> entry = oldest.next();
            Files.deleteIfExists(folder.resolve(entry.getKey()));
            heldBytes -= entry.getValue();
            oldest.remove();
        }
        if (heldBytes + sizeBytes > limitBytes) {
            throw new IOException(sizeBytes + " bytes beside " + heldBytes
                    + " that are being fetched (expected: at most " + limitBytes + " together)");
        }
        heldBytes += sizeBytes;
        return Files.createFile(folder.resolve("part-" + number++), OWNER_FILE);
    }

    /** Keeps what was written under its content, which the caller has verified. */
    synchronized Path keep(Path part, String sha256, long sizeBytes) throws IOException {
        Path kept = folder.resolve(sha256);
        Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
        Long before = bytesByContent.put(sha256, sizeBytes);
        heldBytes -= before == null ? 0 : before;
        return kept;
    }

    /** Throws away what was written. */
    synchronized void drop(Path part, long sizeBytes) throws IOException {
        heldBytes -= sizeBytes;
        Files.deleteIfExists(part);
    }

    /** A new file that has no name once it was closed. */
    synchronized FileChannel nameless() throws IOException {
        return FileChannel.open(
                folder.resolve("rows-" + number++),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                OWNER_FILE);
    }

    private void empty() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (OWN_FILE.matcher(String.valueOf(file.getFileName())).matches()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Removes all files, and the folder unless something else was put there. */
    @Override
    public synchronized void close() {
        try {
            empty();
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.warn("data folder {}: not removed (expected: removed, for its rows may be personal data)", folder, e);
        }
    }
}
