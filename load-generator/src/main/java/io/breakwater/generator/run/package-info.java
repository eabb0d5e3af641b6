/**
 * The life of this generator's part of a run: prepared, started, ended. Start at {@link io.breakwater.generator.run.Runs},
 * which all commands go to; {@link io.breakwater.generator.run.Preparation} gets a part ready, {@link
 * io.breakwater.generator.run.Part} sends it.
 */
@NullMarked
package io.breakwater.generator.run;

import org.jspecify.annotations.NullMarked;
