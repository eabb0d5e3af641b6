package io.breakwater.target.platform.tokens;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that one application made: how many by outcome, the shortest time between two, and the last ones with their
 * instants.
 */
public final class FetchLog {

    /** How many of the last calls are kept with their instants. */
    public static final int KEPT = 64;

    /** Bits of an entry that say the outcome; the rest is the instant in microseconds since 1970. */
    private static final int OUTCOME_BITS = 3;

    private static final FetchOutcome[] OUTCOMES = FetchOutcome.values();

    /** Grows as calls come: most of very many applications fetch once. */
    private long[] last = new long[1];

    // Plain fields instead of an array, for the same reason.
    private int issued;
    private int rejected;
    private int limited;
    private int busy;
    private int lost;
    private long received;
    private long shortestSpacingMicros = Long.MAX_VALUE;

    /** Counts a call. */
    public void add(Instant at, FetchOutcome outcome) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        if (received > 0) {
            long before = last[(int) ((received - 1) % last.length)] >> OUTCOME_BITS;
            shortestSpacingMicros = Math.min(shortestSpacingMicros, Math.max(0, micros - before));
        }
        if (received == last.length && last.length < KEPT) {
            last = Arrays.copyOf(last, 2 * last.length);
        }
        last[(int) (received % last.length)] = micros << OUTCOME_BITS | outcome.ordinal();
        received++;
        switch (outcome) {
            case ISSUED -> issued++;
            case REJECTED -> rejected++;
            case LIMITED -> limited++;
            case BUSY -> busy++;
            case LOST -> lost++;
        }
    }

    /** Forgets all calls. */
    public void reset() {
        last = new long[1];
        issued = 0;
        rejected = 0;
        limited = 0;
        busy = 0;
        lost = 0;
        received = 0;
        shortestSpacingMicros = Long.MAX_VALUE;
    }

    /** Returns how many calls there were. */
    public long received() {
        return received;
    }

    /** Returns how many calls ended so. */
    public long count(FetchOutcome outcome) {
        return switch (outcome) {
            case ISSUED -> issued;
            case REJECTED -> rejected;
            case LIMITED -> limited;
            case BUSY -> busy;
            case LOST -> lost;
        };
    }

    /** Returns all counts and the last calls, oldest first, for JSON. */
    public Map<String, Object> snapshot() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("received", received);
        for (FetchOutcome outcome : OUTCOMES) {
            all.put(outcome.word(), count(outcome));
        }
        if (shortestSpacingMicros != Long.MAX_VALUE) {
            all.put("shortestSpacingMillis", shortestSpacingMicros / 1000.0);
        }
        List<Map<String, String>> fetches = new ArrayList<>();
        for (long index = Math.max(0, received - last.length); index < received; index++) {
            long entry = last[(int) (index % last.length)];
            fetches.add(Map.of(
                    "at",
                    Instant.EPOCH.plus(entry >> OUTCOME_BITS, ChronoUnit.MICROS).toString(),
                    "outcome",
                    OUTCOMES[(int) (entry & (1 << OUTCOME_BITS) - 1)].word()));
        }
        all.put("fetches", fetches);
        return all;
    }
}
