/**
 * Keeps scenarios; admits, starts, steers and stops runs. Start at {@link io.breakwater.scenario.ScenarioServiceMain},
 * then follow a run: {@link io.breakwater.scenario.trigger}, {@link io.breakwater.scenario.run}, {@link
 * io.breakwater.scenario.outbox}.
 */
@NullMarked
package io.breakwater.scenario;

import org.jspecify.annotations.NullMarked;
