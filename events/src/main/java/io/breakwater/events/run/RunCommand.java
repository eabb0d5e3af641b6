package io.breakwater.events.run;

import java.time.Instant;
import java.util.Optional;

/** What generators and the analytics job shall do about one run. */
public sealed interface RunCommand {

    /** The run it is about; also the record key. */
    String runId();

    /**
     * Get ready: fetch data, get tokens, connect, and answer with {@code PartReady} or {@code PartRefused}.
     *
     * @param plan the whole run
     */
    record PrepareRun(RunPlan plan) implements RunCommand {
        @Override
        public String runId() {
            return plan.runId();
        }
    }

    /**
     * All parts are ready: go.
     *
     * @param plan    the whole run, again, so that this command alone tells readers everything
     * @param startAt the instant of the first possible intended start, on the wall clock, a little in the future
     * @param handedOver what the sessions before the load handed over
     */
    record StartRun(RunPlan plan, Instant startAt, Optional<HandedOver> handedOver) implements RunCommand {

        /** Without sessions before the load. */
        public StartRun(RunPlan plan, Instant startAt) {
            this(plan, startAt, Optional.empty());
        }

        @Override
        public String runId() {
            return plan.runId();
        }
    }

    /**
     * Send nothing new, await what is in flight, close. Before {@link StartRun}: forget the run.
     *
     * @param runId  the run
     * @param reason why, for the report
     * @param by     who asked
     * @param atOnce whether what is in flight is cut off instead
     */
    record StopRun(String runId, String reason, String by, boolean atOnce) implements RunCommand {

        /** Who asks when an objective is broken that stops its run; the analytics job does so. */
        public static final String BY_OBJECTIVE = "objective";

        /** Awaits what is in flight. */
        public StopRun(String runId, String reason, String by) {
            this(runId, reason, by, false);
        }
    }

    /**
     * Change the load from an instant on. All readers apply the same change at the same instant, so that the arrivals of all
     * parts still add up.
     *
     * @param runId       the run
     * @param number      which change of the run it is, from 1, without gaps; one that was seen before is passed over
     * @param effectiveAt from when on, on the wall clock, a little in the future
     * @param adjustment  what changes
     * @param by          who asked
     */
    record AdjustLoad(String runId, int number, Instant effectiveAt, Adjustment adjustment, String by)
            implements RunCommand {}

    /**
     * Walk through the sessions after the load; sent once, when all parts have closed or are lost, whatever the run's end.
     *
     * @param plan        the whole run
     * @param generatorId who shall do it
     * @param handedOver  what the sessions before the load handed over
     */
    record WalkAfter(RunPlan plan, String generatorId, Optional<HandedOver> handedOver) implements RunCommand {
        @Override
        public String runId() {
            return plan.runId();
        }
    }

    /**
     * A generator has vanished; its part will not be closed by itself.
     *
     * @param runId       the run
     * @param generatorId the generator
     * @param reason      what showed it
     */
    record AbandonPart(String runId, String generatorId, String reason) implements RunCommand {}
}
