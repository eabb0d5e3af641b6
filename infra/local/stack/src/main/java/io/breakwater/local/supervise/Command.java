package io.breakwater.local.supervise;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to execute.
 *
 * @param words         program and arguments
 * @param environment   variables that are added to those of this process
 * @param workingFolder where it runs; exists
 */
public record Command(List<String> words, Map<String, String> environment, Path workingFolder) {

    /** Copies the collections. */
    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }
}
