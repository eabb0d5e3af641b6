/**
 * The sample mini-program backend: an express-parcel widget, an event page, a payment, and a greeting to measure with.
 *
 * <p>Start at {@link io.breakwater.target.backend.MiniProgramBackend}. Confined to the event loop of its port; service
 * times are timers of that loop, never a blocked thread.
 */
@NullMarked
package io.breakwater.target.backend;

import org.jspecify.annotations.NullMarked;
