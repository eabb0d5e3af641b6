/**
 * What to send, how often, and what is good enough: records that cross process boundaries. Start at {@link
 * io.breakwater.events.scenario.Scenario}; {@link io.breakwater.events.scenario.file.ScenarioReader} makes one from a file.
 */
@NullMarked
package io.breakwater.events.scenario;

import org.jspecify.annotations.NullMarked;
