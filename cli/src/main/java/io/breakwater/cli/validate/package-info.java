/**
 * Scenario files before anything runs. Start at {@link io.breakwater.cli.validate.ScenarioFile}.
 */
@NullMarked
package io.breakwater.cli.validate;

import org.jspecify.annotations.NullMarked;
