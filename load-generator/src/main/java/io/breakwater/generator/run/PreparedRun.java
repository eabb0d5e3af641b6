package io.breakwater.generator.run;

import io.breakwater.events.run.RunPlan;
import io.breakwater.generator.session.CompiledRun;
import java.net.InetSocketAddress;

/**
 * A run whose part can start at any instant.
 *
 * @param plan      the whole run
 * @param partIndex which share is this generator's
 * @param compiled  the scenario, made ready
 * @param target    the target's address, looked up
 */
public record PreparedRun(RunPlan plan, int partIndex, CompiledRun compiled, InetSocketAddress target) {}
