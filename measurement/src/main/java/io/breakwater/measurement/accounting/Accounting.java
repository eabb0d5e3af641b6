package io.breakwater.measurement.accounting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The accounting identity: {@code intended = completed + inFlight + notSent}, at every instant.
 *
 * @param intended  requests that the schedule or a predecessor said to send
 * @param completed requests that ended, well or badly
 * @param inFlight  requests that are waiting for a connection or under way
 * @param notSent   requests that were never started, over all reasons
 */
public record Accounting(long intended, long completed, long inFlight, long notSent) {

    /** Nothing was intended yet. */
    public static final Accounting NONE = new Accounting(0, 0, 0, 0);

    /** Whether the identity holds. */
    public boolean holds() {
        return intended == completed + inFlight + notSent;
    }

    /** Both together. */
    public Accounting plus(Accounting other) {
        return new Accounting(
                intended + other.intended,
                completed + other.completed,
                inFlight + other.inFlight,
                notSent + other.notSent);
    }

    /**
     * What is wrong with this as the last word of a part that is closed, beside the events that were counted.
     *
     * @param countedCompleted events of requests that ended
     * @param countedNotSent   events of arrivals that were not sent
     * @return one sentence for each contradiction; empty when all is accounted for
     */
    public List<String> contradictions(long countedCompleted, long countedNotSent) {
        List<String> found = new ArrayList<>();
        if (!holds()) {
            found.add(String.format(
                    Locale.ROOT,
                    "intended requests: %,d (expected: %,d completed + %,d in flight + %,d not sent)",
                    intended,
                    completed,
                    inFlight,
                    notSent));
        }
        expect(found, "requests in flight at the end", inFlight, 0);
        expect(found, "events of completed requests", countedCompleted, completed);
        expect(found, "events of requests not sent", countedNotSent, notSent);
        return List.copyOf(found);
    }

    private static void expect(List<String> found, String name, long value, long expected) {
        if (value != expected) {
            found.add(String.format(Locale.ROOT, "%s: %,d (expected: %,d)", name, value, expected));
        }
    }
}
