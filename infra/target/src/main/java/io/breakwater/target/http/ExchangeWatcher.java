package io.breakwater.target.http;

/** Told on the event loop how an exchange ended; exactly one of the three, once. */
public interface ExchangeWatcher {

    /** The answer was handed to the connection. */
    void answered(Answer answer);

    /** The connection was reset instead of an answer. */
    void reset();

    /** The connection was gone before the request had its answer. */
    void abandoned();
}
