package io.breakwater.target.platform;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.tokens.App;
import io.breakwater.target.platform.tokens.FetchOutcome;
import io.breakwater.target.platform.tokens.Platform;
import java.util.Optional;

/** One kind of call that a platform answers. */
interface PlatformCall {

    /** What is said to a call, and what that makes of it. */
    record Reply(Answer answer, FetchOutcome outcome) {}

    /** Returns the platform that answers. */
    Platform platform();

    /** Whether it is called by this path. */
    boolean serves(String path);

    /** Returns the id of the application that calls, as far as it says; empty text when it does not. */
    String appId(Exchange exchange);

    /**
     * Answers a call.
     *
     * @param app  the application, empty when the platform does not know it
     * @param busy whether the platform is too busy for it, once nothing else is wrong
     */
    Reply answer(Exchange exchange, Optional<App> app, boolean busy);

    /** Returns the answer of a platform that is busy. */
    Answer busy(Exchange exchange);
}
