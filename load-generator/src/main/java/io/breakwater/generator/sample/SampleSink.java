package io.breakwater.generator.sample;

import io.breakwater.events.sample.RequestSample;
import java.util.function.Supplier;

/** Where samples go. Never blocks; safe for use by several event loops. */
public interface SampleSink {

    /** Nobody wants samples. */
    SampleSink NOWHERE = sample -> true;

    /**
     * Takes a sample.
     *
     * @param sample makes it readable; called later, on another thread
     * @return false when it found no room, and is gone
     */
    boolean offer(Supplier<RequestSample> sample);
}
