package io.breakwater.analytics.fold;

import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.time.Instant;

/** What every batch of a generator holds to. One that does not would break sums, or fill memory with windows. */
final class Plausible {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    /** Ten years: no run lasts as long. */
    private static final long LONGEST_MICROS = 3_650L * 24 * 3_600 * 1_000_000;

    /** A day: no request is in flight as long, so none lies further beyond what its generator knows of. */
    private static final long AHEAD_MICROS = 24L * 3_600 * 1_000_000;

    /** Names of a scenario are far shorter. */
    private static final int LONGEST_NAME = 1_000;

    /** Each is counted in every window; a scenario has a handful. */
    private static final int MOST_LIMITS = 1_000;

    private Plausible() {}

    /**
     * Returns the header.
     *
     * @throws IllegalArgumentException when the batch cannot be a generator's
     */
    static BatchHeader checked(BatchHeader header, RequestEventReader events) {
        if (header.batchNumber() < 0
                || header.partCount() < 1
                || header.runId().isEmpty()
                || header.generatorId().isEmpty()) {
            throw new IllegalArgumentException("batch: number " + header.batchNumber() + ", part count "
                    + header.partCount() + ", run \"" + header.runId() + "\", generator \"" + header.generatorId()
                    + "\" (expected: >= 0, >= 1, neither empty)");
        }
        if (header.startAt().isBefore(EARLIEST) || header.startAt().isAfter(LATEST)) {
            throw new IllegalArgumentException("startAt: " + header.startAt() + " (expected: a time of this age)");
        }
        if (header.frontierMicros() > LONGEST_MICROS || header.warmUpMicros() > LONGEST_MICROS) {
            throw new IllegalArgumentException("frontier: " + header.frontierMicros() + " us, warm-up "
                    + header.warmUpMicros() + " us (expected: at most " + LONGEST_MICROS + " us)");
        }
        if (Math.max(header.runId().length(), header.generatorId().length()) > LONGEST_NAME
                || header.region().length() > LONGEST_NAME
                || header.steps().stream().anyMatch(step -> step.length() > LONGEST_NAME)) {
            throw new IllegalArgumentException("name of a run, generator, region or step: longer than " + LONGEST_NAME
                    + " characters (expected: shorter)");
        }
        if (header.limitsMicros().size() > MOST_LIMITS) {
            throw new IllegalArgumentException(
                    "time limits: " + header.limitsMicros().size() + " (expected: at most " + MOST_LIMITS + ")");
        }
        if (header.health().dispatchLagHistogram().length > 0) {
            LatencyHistogram.decode(header.health().dispatchLagHistogram());
        }
        long latest = Math.max(0, header.frontierMicros()) + AHEAD_MICROS;
        for (int event = 0; event < events.events(); event++) {
            long intendedMicros = events.intendedStartMicros(event);
            if (intendedMicros < -AHEAD_MICROS || intendedMicros > latest) {
                throw new IllegalArgumentException("intended start: " + intendedMicros + " us (expected: "
                        + -AHEAD_MICROS + " to " + latest + " us, a day beyond the frontier)");
            }
        }
        return header;
    }
}
