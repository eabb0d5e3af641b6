/**
 * Whether this process does its work. Start at {@link io.breakwater.reporting.health.HealthController}.
 */
@NullMarked
package io.breakwater.reporting.health;

import org.jspecify.annotations.NullMarked;
