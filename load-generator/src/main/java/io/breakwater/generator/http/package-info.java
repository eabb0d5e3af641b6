/**
 * The HTTP/1.1 client: a bounded pool of connections for one event loop's share of a run. Start at {@link
 * io.breakwater.generator.http.ConnectionPool}; a {@link io.breakwater.generator.http.Call} is what it carries.
 *
 * <p>Its own decoder rather than Netty's codec: the generator's cost per request is what the product exists for, and objects
 * for each header were two thirds of it. Everything here is confined to one event loop.
 */
@NullMarked
package io.breakwater.generator.http;

import org.jspecify.annotations.NullMarked;
