package io.breakwater.token.platform;

import io.breakwater.events.token.TokenFields;
import java.time.Duration;

/** What came of asking a platform. Reasons are shown to people: they hold neither a secret nor a token. */
public sealed interface PlatformAnswer {

    /**
     * A token was given.
     *
     * @param fields the token and what belongs to it
     * @param life   how long it is valid, from the moment of asking; positive
     */
    record Granted(TokenFields fields, Duration life) implements PlatformAnswer {

        /** A token and nothing else. */
        public static Granted of(String token, Duration life) {
            return new Granted(TokenFields.of(token), life);
        }
    }

    /**
     * The platform asks to come back soon.
     *
     * @param reason its words
     */
    record Busy(String reason) implements PlatformAnswer {}

    /**
     * The platform said no, or something that is no answer; asking again at once would not help.
     *
     * @param reason its words, or what was expected
     */
    record Refused(String reason) implements PlatformAnswer {}

    /**
     * No answer.
     *
     * @param reason what happened instead
     */
    record Unreachable(String reason) implements PlatformAnswer {}
}
