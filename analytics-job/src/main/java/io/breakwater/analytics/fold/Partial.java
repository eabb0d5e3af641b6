package io.breakwater.analytics.fold;

/**
 * One batch, counted: what crosses the exchange in place of its events. Flat and public so that Flink serializes it
 * without Kryo.
 *
 * @param runId       the run
 * @param generatorId the generator
 * @param readable    whether the batch could be read; if not, only its key is known and the rest is empty
 * @param header      the batch's header: a batch of its own without events
 * @param counts      its events, counted by step and second: see {@link FoldedBatch}
 */
public record Partial(String runId, String generatorId, boolean readable, byte[] header, byte[] counts) {

    /** A batch that could not be read. */
    public static Partial unreadable(String runId, String generatorId) {
        return new Partial(runId, generatorId, false, new byte[0], new byte[0]);
    }
}
