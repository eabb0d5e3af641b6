package io.breakwater.local.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads from {@code /proc} how much memory a process and its descendants hold. */
final class ResidentMemory {

    private ResidentMemory() {}

    /** Returns the sum over the process and its descendants; empty when the system does not tell. */
    static OptionalLong ofTree(ProcessHandle process) {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            long[] each = Stream.concat(Stream.of(process), descendants)
                    .mapToLong(one -> bytes(one.pid()))
                    .filter(bytes -> bytes > 0)
                    .toArray();
            return each.length == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(Arrays.stream(each).sum());
        }
    }

    /** Proportional set size where readable: PostgreSQL's processes share most of their pages. */
    private static long bytes(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        long proportional = kibibytes(folder.resolve("smaps_rollup"), "Pss:");
        return 1024 * (proportional > 0 ? proportional : kibibytes(folder.resolve("status"), "VmRSS:"));
    }

    private static long kibibytes(Path file, String label) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            // Ended meanwhile, another user's, or not Linux.
            return 0;
        }
        return lines.stream()
                .filter(line -> line.startsWith(label))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
