package io.breakwater.events.generator;

import io.breakwater.events.run.HandedOver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a generator says of itself or of its part of a run. */
public sealed interface GeneratorReport {

    /** The generator; also the record key. */
    String generatorId();

    /** When it said so, on its own wall clock. */
    Instant at();

    /**
     * It is alive; said every second.
     *
     * @param generatorId the generator
     * @param at          when
     * @param region      where it stands
     * @param activeRuns  how many parts it is preparing or sending
     * @param cpuRatio    its processor use over all cores it may use, 0 to 1
     */
    record GeneratorHeartbeat(String generatorId, Instant at, String region, int activeRuns, double cpuRatio)
            implements GeneratorReport {}

    /**
     * Its part of a run can start at any instant.
     *
     * @param generatorId the generator
     * @param at          when
     * @param runId       the run
     * @param handedOver  what the sessions before the load handed over; only part 0 walks through them
     */
    record PartReady(String generatorId, Instant at, String runId, Optional<HandedOver> handedOver)
            implements GeneratorReport {

        /** With nothing handed over. */
        public PartReady(String generatorId, Instant at, String runId) {
            this(generatorId, at, runId, Optional.empty());
        }
    }

    /**
     * Its part of a run cannot start.
     *
     * @param generatorId the generator
     * @param at          when
     * @param runId       the run
     * @param reasons     all reasons
     */
    record PartRefused(String generatorId, Instant at, String runId, List<String> reasons) implements GeneratorReport {
        public PartRefused {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Its part of a run is over and its closing batch is written.
     *
     * @param generatorId the generator
     * @param at          when
     * @param runId       the run
     * @param intended    arrivals and dependent requests that the schedule said to send
     * @param completed   requests that ended, well or badly
     * @param notSent     requests that were never started
     */
    record PartClosed(String generatorId, Instant at, String runId, long intended, long completed, long notSent)
            implements GeneratorReport {}

    /**
     * The run cannot go on as it was meant, and shall be stopped: data that must not run out has run out.
     *
     * @param generatorId the generator
     * @param at          when
     * @param runId       the run
     * @param reason      why
     */
    record StopWanted(String generatorId, Instant at, String runId, String reason) implements GeneratorReport {}

    /**
     * The sessions after the load were walked through.
     *
     * @param generatorId the generator
     * @param at          when
     * @param runId       the run
     * @param problems    what failed, in words; empty when all went well
     */
    record AfterWalked(String generatorId, Instant at, String runId, List<String> problems) implements GeneratorReport {
        public AfterWalked {
            problems = List.copyOf(problems);
        }
    }
}
