package io.breakwater.generator.publish;

/** Throws batches away as if they had been delivered: for the warm-up, and to measure what sending them costs. */
public final class DiscardingBatchSender implements BatchSender {

    @Override
    public void send(byte[] key, byte[] batch, OnEnd onEnd) {
        onEnd.ended(true);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
