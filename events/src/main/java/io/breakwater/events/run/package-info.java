/**
 * The life of a run: how it is asked for, commanded and reported. Start at {@link
 * io.breakwater.events.run.RunRequest}, then {@link io.breakwater.events.run.RunCommand}.
 */
@NullMarked
package io.breakwater.events.run;

import org.jspecify.annotations.NullMarked;
