/**
 * A run from a terminal or a CI pipeline: stored, started, watched, reported. Start at {@link
 * io.breakwater.cli.run.RunCommand}.
 */
@NullMarked
package io.breakwater.cli.run;

import org.jspecify.annotations.NullMarked;
