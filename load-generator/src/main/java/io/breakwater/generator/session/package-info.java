/**
 * Arrivals, and the iterations that they begin: what one event loop does in a run. Start at {@link
 * io.breakwater.generator.session.LoopDriver}. Each driver is confined to its event loop; loops share only what never changes.
 */
@NullMarked
package io.breakwater.generator.session;

import org.jspecify.annotations.NullMarked;
