package io.breakwater.generator.run;

import java.util.LinkedHashSet;
import java.util.Set;

/** Runs that were sent and closed here, so that a command that comes twice does not send them again. Not thread-safe. */
final class ClosedRuns {

    /** Commands repeat within minutes, not after so many runs. */
    private static final int REMEMBERED = 1_000;

    private final Set<String> runIds = new LinkedHashSet<>();

    void add(String runId) {
        runIds.add(runId);
        if (runIds.size() > REMEMBERED) {
            runIds.remove(runIds.iterator().next());
        }
    }

    boolean contains(String runId) {
        return runIds.contains(runId);
    }
}
