package io.breakwater.target.settings;

/**
 * How the sample backend treats the requests that reach it.
 *
 * @param serviceTime how long it works on each
 * @param errorShare  the ratio of requests answered with HTTP 500, 0 to 1
 * @param resetShare  the ratio of requests whose connection is reset instead of an answer, 0 to 1
 * @param stall       when it answers nothing
 * @param refuse      whether it refuses connections: its port is closed, open connections are cut
 * @param seed        the seed of all draws; the same seed and order of requests give the same behaviour
 */
public record Behaviour(
        ServiceTime serviceTime, double errorShare, double resetShare, Stall stall, boolean refuse, long seed) {}
