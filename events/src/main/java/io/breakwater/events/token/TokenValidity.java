package io.breakwater.events.token;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Whether tokens that nobody replaces outlast a run: a test must not take longer than its tokens are valid. */
public final class TokenValidity {

    private TokenValidity() {}

    /**
     * Why tokens do not last long enough.
     *
     * @param what  how a message calls them
     * @param now   when the run could begin at the earliest
     * @param until when they stop being valid
     * @param lasts how long the run takes as planned
     * @return empty when they do
     */
    public static Optional<String> complaint(String what, Instant now, Instant until, Duration lasts) {
        return now.plus(lasts).isAfter(until)
                ? Optional.of(what + ": valid until " + until.truncatedTo(ChronoUnit.SECONDS) + ", for another "
                        + words(Duration.between(now, until)) + " (expected: longer than the planned "
                        + words(lasts) + " of the run, for nobody replaces it)")
                : Optional.empty();
    }

    /** A duration as a scenario file says it, in whole seconds: {@code 1h30m}. */
    private static String words(Duration duration) {
        if (duration.toSeconds() <= 0) {
            return "0s";
        }
        String words = duration.toHours() > 0 ? duration.toHours() + "h" : "";
        words += duration.toMinutesPart() > 0 ? duration.toMinutesPart() + "m" : "";
        return words + (duration.toSecondsPart() > 0 ? duration.toSecondsPart() + "s" : "");
    }
}
