/**
 * The control port: settings and counts to read, settings to change while the target runs; the platform simulator
 * listens there too.
 *
 * <p>Start at {@link io.breakwater.target.control.ControlEndpoint}. Confined to one event loop.
 */
@NullMarked
package io.breakwater.target.control;

import org.jspecify.annotations.NullMarked;
