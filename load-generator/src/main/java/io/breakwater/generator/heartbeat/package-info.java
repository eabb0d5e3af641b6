/**
 * What the generator says of itself. Start at {@link io.breakwater.generator.heartbeat.Heartbeats}.
 */
@NullMarked
package io.breakwater.generator.heartbeat;

import org.jspecify.annotations.NullMarked;
