/**
 * Scenario files: what people may write, and all that is wrong with what they wrote. Start at {@link
 * io.breakwater.events.scenario.file.ScenarioReader}; {@link io.breakwater.events.scenario.file.ScenarioKeys} has every key.
 */
@NullMarked
package io.breakwater.events.scenario.file;

import org.jspecify.annotations.NullMarked;
