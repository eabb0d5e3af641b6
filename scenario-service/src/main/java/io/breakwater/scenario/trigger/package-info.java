/**
 * Runs that other services ask for by the topic {@code run-requests}. Start at {@link
 * io.breakwater.scenario.trigger.RunRequestListener}.
 */
@NullMarked
package io.breakwater.scenario.trigger;

import org.jspecify.annotations.NullMarked;
