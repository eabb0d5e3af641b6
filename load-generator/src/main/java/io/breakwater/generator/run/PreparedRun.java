package io.breakwater.generator.run;

import io.breakwater.events.run.RunPlan;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.session.CompiledRun;

/**
 * A run whose part can start at any instant.
 *
 * @param plan      the whole run
 * @param partIndex which share is this generator's
 * @param compiled  the scenario, made ready
 * @param targets   where to, and all that is needed to connect
 */
public record PreparedRun(RunPlan plan, int partIndex, CompiledRun compiled, RunTargets targets) {}
