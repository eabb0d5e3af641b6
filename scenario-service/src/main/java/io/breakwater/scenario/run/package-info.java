/**
 * Runs: how one is admitted, what its life is, and how people and programs see it. Start at {@link
 * io.breakwater.scenario.run.Admission}, then {@link io.breakwater.scenario.run.RunLife}.
 */
@NullMarked
package io.breakwater.scenario.run;

import org.jspecify.annotations.NullMarked;
