/**
 * The only code that turns control-plane records into bytes and back. Start at {@link
 * io.breakwater.events.codec.EventCodec}.
 */
@NullMarked
package io.breakwater.events.codec;

import org.jspecify.annotations.NullMarked;
