/**
 * Virtual users on their way through sessions: what one event loop does in a run. Start at {@link
 * io.breakwater.generator.session.LoopDriver}, which has a lane for each load and a walk that moves those under way. Each driver
 * is confined to its event loop; loops share only what never changes, and meetings.
 */
@NullMarked
package io.breakwater.generator.session;

import org.jspecify.annotations.NullMarked;
