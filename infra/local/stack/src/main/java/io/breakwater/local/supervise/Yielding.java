package io.breakwater.local.supervise;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a child give way to punctual parts: on two cores a stream job that wakes up would make the load generator late for
 * its arrivals, and the run inconclusive.
 */
final class Yielding {

    private static final Path NICE = Path.of("/usr/bin/nice");

    /** Far enough to be preempted by a punctual part at once, not so far as to starve behind other users' processes. */
    private static final String NICENESS = "5";

    private Yielding() {}

    static List<String> words(List<String> command) {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            // Becomes the command, same pid.
            words.addAll(List.of(NICE.toString(), "-n", NICENESS));
        }
        words.addAll(command);
        return words;
    }
}
