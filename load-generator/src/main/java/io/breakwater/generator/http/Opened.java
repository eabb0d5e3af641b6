package io.breakwater.generator.http;

import io.netty.channel.Channel;

/**
 * A connection that is open and carries nothing yet; its pipeline holds TLS, where there is any, and nothing else.
 *
 * @param channel      the connection
 * @param lookUpNanos  how long it took to look the name up; 0 when its address was known
 * @param connectNanos how long TCP took, the look-up included
 * @param tlsNanos     how long the TLS handshake took; 0 without TLS
 * @param http2        whether both sides agreed on HTTP/2 in it
 */
public record Opened(Channel channel, long lookUpNanos, long connectNanos, long tlsNanos, boolean http2) {}
