package io.breakwater.generator.run;

import io.breakwater.events.run.HandedOver;
import io.breakwater.events.run.RunPlan;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.session.CompiledRun;
import java.util.Optional;

/**
 * A run whose part can start at any instant.
 *
 * @param plan       the whole run
 * @param partIndex  which share is this generator's
 * @param compiled   the scenario, made ready
 * @param targets    where to, and all that is needed to connect
 * @param handedOver what the sessions before the load handed over; only part 0 walks through them
 */
public record PreparedRun(
        RunPlan plan, int partIndex, CompiledRun compiled, RunTargets targets, Optional<HandedOver> handedOver) {

    /** With nothing handed over. */
    public PreparedRun(RunPlan plan, int partIndex, CompiledRun compiled, RunTargets targets) {
        this(plan, partIndex, compiled, targets, Optional.empty());
    }
}
