/**
 * Ports on loopback: whether they are free, who has taken them when they are not, and free ones for tests. Start at
 * {@link io.breakwater.local.port.Ports}.
 */
@NullMarked
package io.breakwater.local.port;

import org.jspecify.annotations.NullMarked;
