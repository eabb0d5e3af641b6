/**
 * Trying a scenario out: each session walked once on the real engine, every exchange written down. A process of its own; start
 * at {@link io.breakwater.generator.debug.DebugMain}.
 */
@NullMarked
package io.breakwater.generator.debug;

import org.jspecify.annotations.NullMarked;
