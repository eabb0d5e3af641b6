package io.breakwater.generator.session;

import io.breakwater.events.scenario.Load;
import io.breakwater.generator.schedule.SessionRotation;
import java.util.List;
import java.util.Optional;

/**
 * A load and the sessions that share it. Immutable, so that all event loops share it.
 *
 * @param index           which of the scenario's loads it is: 0 for the common one
 * @param load            when iterations begin
 * @param startAfterNanos how long after the run's start the load begins
 * @param programs        the sessions
 * @param startShares     closed model: the share of each session's virtual users that are there from the first instant
 * @param rotation        which session an arrival or a virtual user walks through
 */
public record LanePlan(
        int index,
        Load load,
        long startAfterNanos,
        List<Program> programs,
        List<Double> startShares,
        SessionRotation rotation) {

    public LanePlan {
        programs = List.copyOf(programs);
        startShares = List.copyOf(startShares);
    }

    /** The session whose own load it is; empty for the common load. */
    public Optional<String> session() {
        return index == 0 ? Optional.empty() : Optional.of(programs.get(0).name());
    }
}
