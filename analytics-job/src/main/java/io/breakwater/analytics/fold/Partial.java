package io.breakwater.analytics.fold;

/**
 * Batches of one part that follow one another, counted: what crosses the exchange in place of their events. Flat and public so that Flink serializes it
 * without Kryo.
 *
 * @param runId       the run
 * @param generatorId the generator
 * @param readable    whether they could be read; of one that could not, only its key is known and the rest is empty
 * @param headers     the batches' headers: see {@link FoldedBatch}
 * @param counts      their events, counted by step and second
 */
public record Partial(String runId, String generatorId, boolean readable, byte[] headers, byte[] counts) {

    /** A batch that could not be read. */
    public static Partial unreadable(String runId, String generatorId) {
        return new Partial(runId, generatorId, false, new byte[0], new byte[0]);
    }
}
