/**
 * One second of one step, counted. Start at {@link io.breakwater.events.window.WindowSummary}.
 */
@NullMarked
package io.breakwater.events.window;

import org.jspecify.annotations.NullMarked;
