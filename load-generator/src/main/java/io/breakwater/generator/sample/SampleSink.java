package io.breakwater.generator.sample;

import io.breakwater.events.sample.RequestSample;
import java.util.function.Supplier;

/** Where samples go. Never blocks; safe for use by several event loops. */
public interface SampleSink {

    /** Nobody wants samples. */
    SampleSink NOWHERE = (sample, dropped) -> {};

    /**
     * Takes a sample.
     *
     * @param sample  makes it readable; called later, on another thread
     * @param dropped told at most once, on any thread, when it found no room or could not be delivered
     */
    void offer(Supplier<RequestSample> sample, Runnable dropped);
}
