/**
 * HTTP/2 (RFC 9113), client side: many requests of an event loop share few connections. Start at {@link
 * io.breakwater.generator.http2.StreamPool}. Everything is confined to its event loop.
 */
@NullMarked
package io.breakwater.generator.http2;

import org.jspecify.annotations.NullMarked;
