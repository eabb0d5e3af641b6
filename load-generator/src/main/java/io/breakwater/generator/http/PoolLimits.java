package io.breakwater.generator.http;

import java.time.Duration;

/**
 * Bounds of one event loop's connections.
 *
 * @param connections        how many may be open or opening at once; at least 1
 * @param connectTimeout     how long one may take to open, look-up and TLS included
 * @param requestTimeout     from the actual start to the response's last byte; also how long a request may wait for a
 *                           connection
 * @param responseLimitBytes the largest response body that is kept, packed or unpacked
 * @param passedLimitBytes   the largest response body that nobody looks at, and that is read over
 */
public record PoolLimits(
        int connections,
        Duration connectTimeout,
        Duration requestTimeout,
        long responseLimitBytes,
        long passedLimitBytes) {

    /** The largest body that is kept: an endpoint of a mini program answers far below. */
    public static final long MOST_KEPT_BYTES = 8L * 1024 * 1024;

    /** The largest body that is read over: a package of a mini program and its pictures are far below. */
    public static final long MOST_PASSED_BYTES = 256L * 1024 * 1024;

    public PoolLimits {
        if (connections < 1) {
            throw new IllegalArgumentException("connections: " + connections + " (expected: 1 or more)");
        }
        if (connectTimeout.toMillis() < 1 || requestTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("timeouts: connect " + connectTimeout + ", request " + requestTimeout
                    + " (expected: 1 ms or more)");
        }
    }

    /** One limit for all bodies. */
    public PoolLimits(int connections, Duration connectTimeout, Duration requestTimeout, long responseLimitBytes) {
        this(connections, connectTimeout, requestTimeout, responseLimitBytes, responseLimitBytes);
    }
}
