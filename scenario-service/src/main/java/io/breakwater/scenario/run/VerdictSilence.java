package io.breakwater.scenario.run;

import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * For how long a verdict that is awaited could have been heard and was not. Silence counts only as long as the topic of
 * verdicts is known to be read to its end: while this process or the broker was away, a verdict may have come that nobody has
 * read yet. Thread-safe.
 */
@Component
public final class VerdictSilence {

    /** The end of the topic is looked for several times a second; after this long without finding it, it is taken for lost. */
    private static final Duration TOUCH_LASTS = Duration.ofSeconds(2);

    private Instant readAt = Instant.MIN;
    private Instant readSince = Instant.MIN;

    /** All verdicts that the broker had a moment ago are applied. */
    public synchronized void readToEnd(Instant now) {
        if (!isReadToEnd(now)) {
            readSince = now;
        }
        readAt = now;
    }

    /** For how long a verdict could have been heard since then; zero as long as there may be one that was not read. */
    synchronized Duration since(Instant awaited, Instant now) {
        if (!isReadToEnd(now)) {
            return Duration.ZERO;
        }
        Instant from = awaited.isAfter(readSince) ? awaited : readSince;
        return now.isAfter(from) ? Duration.between(from, now) : Duration.ZERO;
    }

    private boolean isReadToEnd(Instant now) {
        return !readAt.equals(Instant.MIN) && !now.isAfter(readAt.plus(TOUCH_LASTS));
    }
}
