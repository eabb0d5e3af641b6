package io.breakwater.analytics.run;

/**
 * A command as it stands on {@code run-commands}, of a kind that concerns this job. Flat so that Flink serializes it
 * without Kryo; the codec makes a command of it where it is obeyed.
 *
 * @param runId   the run
 * @param command its JSON
 */
public record CommandRecord(String runId, byte[] command) {}
