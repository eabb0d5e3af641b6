package io.breakwater.generator.http;

import java.time.Duration;

/**
 * Bounds of one event loop's connections.
 *
 * @param connections        how many may be open or opening at once; at least 1
 * @param connectTimeout     how long one may take to open
 * @param requestTimeout     from the actual start to the response's last byte; also how long a request may wait for a
 *                           connection
 * @param responseLimitBytes the largest response body
 */
public record PoolLimits(int connections, Duration connectTimeout, Duration requestTimeout, long responseLimitBytes) {

    public PoolLimits {
        if (connections < 1) {
            throw new IllegalArgumentException("connections: " + connections + " (expected: 1 or more)");
        }
        if (connectTimeout.toMillis() < 1 || requestTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("timeouts: connect " + connectTimeout + ", request " + requestTimeout
                    + " (expected: 1 ms or more)");
        }
    }
}
