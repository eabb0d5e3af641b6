package io.breakwater.reporting.report;

import java.util.Optional;

/**
 * Which windows of a run are asked for.
 *
 * @param runId  the run
 * @param from   the first moment, included
 * @param to     the last moment, excluded
 * @param step   one step; empty for all
 * @param region one region; empty for all
 * @param warmUp whether only windows of the warm-up, or only others; empty for both
 */
record WindowQuery(
        String runId,
        Optional<RunMoment> from,
        Optional<RunMoment> to,
        Optional<String> step,
        Optional<String> region,
        Optional<WarmUp> warmUp) {

    /** What to do with windows of the warm-up. */
    enum WarmUp {
        ONLY,
        EXCLUDE
    }
}
