package io.breakwater.analytics.window;

import java.time.Instant;
import java.util.List;

/**
 * What the windows of a run have in common, as the run's batches tell it.
 *
 * @param runId        the run
 * @param startAt      its start
 * @param warmUpMicros since the start: what is intended before it is warm-up
 * @param limitsMicros the run's time limits
 * @param steps        names of its steps
 */
public record WindowFrame(
        String runId, Instant startAt, long warmUpMicros, List<Long> limitsMicros, List<String> steps) {

    public WindowFrame {
        limitsMicros = List.copyOf(limitsMicros);
        steps = List.copyOf(steps);
    }
}
