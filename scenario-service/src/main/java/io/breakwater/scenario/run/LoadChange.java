package io.breakwater.scenario.run;

import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of a run's load, as it was asked for and told to all.
 *
 * @param number      which change of the run it is, from 1
 * @param at          when it was asked for
 * @param effectiveAt from when on it holds
 * @param by          who asked
 * @param change      what changes, in words with units
 * @param adjustment  what changes, as generators and the analytics job are told
 */
record LoadChange(int number, Instant at, Instant effectiveAt, String by, String change, Adjustment adjustment) {

    /** The session whose own load it is about; empty for the common load. */
    Optional<String> session() {
        return adjustment.session();
    }

    AdjustLoad command(String runId) {
        return new AdjustLoad(runId, number, effectiveAt, adjustment, by);
    }
}
