/**
 * The platform's message push in secure mode, as a backend that serves the search widget reads and answers it.
 *
 * <p>Start at {@link io.breakwater.target.message.WidgetMessages}. Written from the platform's documentation alone and
 * shares no code with the generator, so that an error which both would make shows. Confined to one event loop.
 */
@NullMarked
package io.breakwater.target.message;

import org.jspecify.annotations.NullMarked;
