package io.breakwater.local.port;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the process that listens on a port, on Linux, from {@code /proc}. */
final class PortOwner {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int LONGEST_COMMAND = 160;

    private PortOwner() {}

    /** Returns pid and command line of the owner; empty when this is not Linux or the owner may not be looked at. */
    static Optional<String> of(int port) {
        Set<String> sockets = new HashSet<>();
        addListening(PROC.resolve("net/tcp"), port, sockets);
        addListening(PROC.resolve("net/tcp6"), port, sockets);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOneOf(process.resolve("fd"), sockets)) {
                    return Optional.of("pid " + process.getFileName() + " (" + command(process) + ")");
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static void addListening(Path table, int port, Set<String> sockets) {
        String suffix = ":" + String.format(Locale.ROOT, "%04X", port);
        for (String line : linesOf(table)) {
            String[] columns = line.trim().split("\\s+", -1);
            // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
            if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING)) {
                sockets.add("socket:[" + columns[9] + "]");
            }
        }
    }

    private static List<String> linesOf(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            // Not Linux: there is no such table.
            return List.of();
        }
    }

    private static boolean holdsOneOf(Path descriptors, Set<String> sockets) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                if (sockets.contains(Files.readSymbolicLink(link).toString())) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Another user's process, or one that has just ended.
            return false;
        }
        return false;
    }

    private static String command(Path process) {
        try {
            String command = Files.readString(process.resolve("cmdline"))
                    .replace('\0', ' ')
                    .trim();
            return command.length() <= LONGEST_COMMAND ? command : command.substring(0, LONGEST_COMMAND) + "…";
        } catch (IOException e) {
            return "command unknown";
        }
    }
}
