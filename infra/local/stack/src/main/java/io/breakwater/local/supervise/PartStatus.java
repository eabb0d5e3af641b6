package io.breakwater.local.supervise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is known of a part at one moment.
 *
 * @param name          the part
 * @param state         where it is in its life
 * @param pid           its process; empty when it does not run
 * @param residentBytes memory of the process and its children, shared pages divided among those who share them; empty
 *                      when it does not run or the system does not tell
 * @param readyAfter    how long its last start took; empty before it was ready
 * @param exitCode      of the process that ended last; empty while it runs and before it ever ended
 * @param log           its log file
 * @param lastLogLines  the last lines of the log when it died; empty otherwise
 */
public record PartStatus(
        String name,
        PartState state,
        OptionalLong pid,
        OptionalLong residentBytes,
        Optional<Duration> readyAfter,
        OptionalInt exitCode,
        Path log,
        List<String> lastLogLines) {

    /** Copies the list. */
    public PartStatus {
        lastLogLines = List.copyOf(lastLogLines);
    }
}
