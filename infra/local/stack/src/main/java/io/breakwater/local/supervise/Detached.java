package io.breakwater.local.supervise;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the signals of the terminal from a child: Ctrl-C goes to the whole foreground group, and a broker that stops at
 * once would fail the services that are to stop before it.
 */
final class Detached {

    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private Detached() {}

    static List<String> words(List<String> command) {
        List<String> words = new ArrayList<>();
        SETSID.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresentOrElse(
                        // Becomes the command, same pid: a process that was just forked leads no group.
                        setsid -> words.add(setsid.toString()),
                        () -> words.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh")));
        words.addAll(command);
        return words;
    }
}
