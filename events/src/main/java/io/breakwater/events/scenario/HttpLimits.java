package io.breakwater.events.scenario;

import java.time.Duration;

/**
 * Bounds of the HTTP client.
 *
 * @param connectTimeout how long a connection may take to open
 * @param requestTimeout how long an answer may take, from the actual start to its last byte
 * @param connections    how many connections one run may hold open, over all generators; an arrival waits for a free one
 * @param virtualUsers   how many iterations may be under way at once, over all generators; beyond it an arrival is not sent
 */
public record HttpLimits(Duration connectTimeout, Duration requestTimeout, int connections, int virtualUsers) {

    /** What holds where a file says nothing; the timeouts are those of PTS. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 1_000, 10_000);
}
