package io.breakwater.generator.publish;

import java.time.Instant;
import java.util.List;

/**
 * What stays the same in the headers of all batches of a part; {@link io.breakwater.events.request.BatchHeader} says what the
 * components mean.
 *
 * @param runId        the run
 * @param generatorId  this generator
 * @param region       where it stands
 * @param partIndex    which share
 * @param partCount    of how many
 * @param startAt      the run's start
 * @param warmUpMicros how long the warm-up lasts
 * @param limitsMicros the time limits of the objectives, increasing
 * @param steps        the names of the steps
 */
public record PartIdentity(
        String runId,
        String generatorId,
        String region,
        int partIndex,
        int partCount,
        Instant startAt,
        long warmUpMicros,
        List<Long> limitsMicros,
        List<String> steps) {

    public PartIdentity {
        limitsMicros = List.copyOf(limitsMicros);
        steps = List.copyOf(steps);
    }
}
