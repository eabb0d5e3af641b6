package io.breakwater.events.request;

import java.time.Instant;
import java.util.List;

/**
 * What a batch of request events says besides its events. A batch holds the events of at most about a second of one
 * generator's part of a run: every request that ended, and every arrival that was not sent.
 *
 * <p>Version 1: first version.
 *
 * @param runId          the run
 * @param generatorId    the generator
 * @param region         where the generator stands
 * @param partIndex      which share of the run, from 0
 * @param partCount      how many shares the run has
 * @param batchNumber    from 0, without gaps, so that a duplicate and a gap are seen
 * @param startAt        the run's start on the wall clock, with microseconds; events count from it
 * @param frontierMicros since the start: no event of a later batch of this part has an intended start below it
 * @param warmUpMicros   since the start: events intended before it are warm-up; 0 when there is none
 * @param limitsMicros   the time limits of the run's objectives, increasing: readers count each event against them
 * @param steps          names of the run's steps; a step's index in an event points into it
 * @param accounting     one entry a step, cumulative, as of this batch
 * @param progress       how far the part is with its load, as of this batch
 * @param tokens         platform tokens for which requests were refused or not sent, in order of their names, cumulative
 * @param health         how the generator itself did
 * @param closing        whether this is the part's last batch
 */
public record BatchHeader(
        String runId,
        String generatorId,
        String region,
        int partIndex,
        int partCount,
        long batchNumber,
        Instant startAt,
        long frontierMicros,
        long warmUpMicros,
        List<Long> limitsMicros,
        List<String> steps,
        List<StepAccounting> accounting,
        LoadProgress progress,
        List<TokenAccounting> tokens,
        GeneratorHealth health,
        boolean closing) {

    public BatchHeader {
        limitsMicros = List.copyOf(limitsMicros);
        steps = List.copyOf(steps);
        accounting = List.copyOf(accounting);
        tokens = List.copyOf(tokens);
        if (accounting.size() != steps.size()) {
            throw new IllegalArgumentException("accounting: " + accounting.size()
                    + " entries (expected: one for each of " + steps.size() + " steps)");
        }
    }

    /** Of a part that had no trouble with platform tokens. */
    public BatchHeader(
            String runId,
            String generatorId,
            String region,
            int partIndex,
            int partCount,
            long batchNumber,
            Instant startAt,
            long frontierMicros,
            long warmUpMicros,
            List<Long> limitsMicros,
            List<String> steps,
            List<StepAccounting> accounting,
            LoadProgress progress,
            GeneratorHealth health,
            boolean closing) {
        this(
                runId,
                generatorId,
                region,
                partIndex,
                partCount,
                batchNumber,
                startAt,
                frontierMicros,
                warmUpMicros,
                limitsMicros,
                steps,
                accounting,
                progress,
                List.of(),
                health,
                closing);
    }
}
