package io.breakwater.events.scenario;

/**
 * Which exchanges are kept whole, to be looked at.
 *
 * @param share     this share of all requests, evenly; 0 to 1
 * @param failures  each distinct failure of a step, up to so many of a kind for each generator
 * @param bodyBytes the most bytes of a body that are kept
 */
public record Sampling(double share, int failures, int bodyBytes) {

    /** What holds where a file says nothing; the share is that of PTS. */
    public static final Sampling DEFAULT = new Sampling(0.01, 5, 16 * 1024);
}
