/**
 * WebSockets of virtual users (RFC 6455), client side: each virtual user has one of its own, and its messages are requests. Start
 * at {@link io.breakwater.generator.websocket.WebSockets}. All of an event loop's links are confined to that loop.
 */
@NullMarked
package io.breakwater.generator.websocket;

import org.jspecify.annotations.NullMarked;
