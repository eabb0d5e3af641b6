package io.breakwater.events.run;

import java.time.Instant;

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
     */
    record StartRun(RunPlan plan, Instant startAt) implements RunCommand {
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
     */
    record StopRun(String runId, String reason, String by) implements RunCommand {}

    /**
     * A generator has vanished; its part will not be closed by itself.
     *
     * @param runId       the run
     * @param generatorId the generator
     * @param reason      what showed it
     */
    record AbandonPart(String runId, String generatorId, String reason) implements RunCommand {}
}
