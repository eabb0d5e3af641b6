package io.breakwater.generator.http;

import io.breakwater.events.request.NotSentReason;
import java.util.function.Consumer;

/**
 * The way of one event loop's requests to one target, in one version of HTTP. Everything happens on the event loop, except for
 * {@link #requestsResent} and {@link #connections}, which tests also read elsewhere.
 */
public interface Transport {

    /** Names who hears of a defect of the generator; calls may then hang, and only {@link #close} is left to do. */
    void tellDefectsTo(Consumer<Throwable> listener);

    /** Takes a call: its request goes out at once or as soon as there is a connection for it. */
    void submit(Call call);

    /** Ends what has waited or been under way for too long. Called every few milliseconds. */
    void sweep();

    /** Ends every call that has not been sent. */
    void dropWaiting(NotSentReason reason);

    /** Ends every call that is under way. */
    void abort();

    /** Closes all connections. Calls that are left, as after a defect, hear nothing more. */
    void close();

    /** How many connections are open or opening. */
    int connections();

    /**
     * How many requests were written a second time since the beginning, because the target had closed the idle connection just
     * then.
     */
    long requestsResent();
}
