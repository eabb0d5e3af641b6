/**
 * Every request as an event, in columnar batches. Start at {@link
 * io.breakwater.events.request.BatchHeader}; {@link io.breakwater.events.request.RequestEventWriter} makes the bytes and
 * {@link io.breakwater.events.request.RequestEventReader} reads them.
 */
@NullMarked
package io.breakwater.events.request;

import org.jspecify.annotations.NullMarked;
