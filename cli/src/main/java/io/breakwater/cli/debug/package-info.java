/**
 * Trying a scenario out before it is run. Start at {@link io.breakwater.cli.debug.DebugCommand}: a process of the load generator
 * walks the sessions, and what it tells is shown to a person.
 */
@NullMarked
package io.breakwater.cli.debug;

import org.jspecify.annotations.NullMarked;
