/**
 * What to send, how often, and what is good enough, as a scenario file says it. Start at {@link
 * io.breakwater.events.scenario.Scenario}; {@link io.breakwater.events.scenario.ScenarioReader} reads files. {@link
 * io.breakwater.events.scenario.ScenarioKeys} has every key.
 */
@NullMarked
package io.breakwater.events.scenario;

import org.jspecify.annotations.NullMarked;
