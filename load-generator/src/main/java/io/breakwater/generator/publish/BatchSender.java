package io.breakwater.generator.publish;

/** Sends batches in order. Used by the publishing thread alone. */
public interface BatchSender extends AutoCloseable {

    /**
     * Sends a batch after all that were sent before it.
     *
     * @param onEnd told exactly once, on any thread
     */
    void send(byte[] key, byte[] batch, OnEnd onEnd);

    @Override
    void close();

    /** Hears what came of a batch. */
    interface OnEnd {

        /** The brokers have it, or it will never arrive. */
        void ended(boolean delivered);
    }
}
