package io.breakwater.events.request;

import java.util.ArrayList;
import java.util.List;

/**
 * How far one generator's part is with its load, cumulative since the run's start.
 *
 * @param iterations  by load, in the order of {@code Scenario.loads()}: iterations that it asked for. Open model: arrivals that
 *                    came due, sent or not; closed model: walks that virtual users began. What is absent at the end is 0
 * @param adjustments how many changes of the load it has heard of; each counts at the latest when it takes effect
 * @param cutShort    whether a command or a defect ended the part before its load was over; what is under way by then does not
 *                    count as load
 */
public record LoadProgress(List<Long> iterations, long adjustments, boolean cutShort) {

    /** At the run's start. */
    public static final LoadProgress NONE = new LoadProgress(List.of(), 0, false);

    public LoadProgress {
        iterations = List.copyOf(iterations);
    }

    /** Iterations of a load; 0 when nothing is said of it. */
    public long iterations(int load) {
        return load < iterations.size() ? iterations.get(load) : 0;
    }

    /** That of both together: of loops of one part, or of parts, which all obey the same changes. */
    public LoadProgress plus(LoadProgress other) {
        List<Long> sums = new ArrayList<>();
        for (int load = 0; load < Math.max(iterations.size(), other.iterations.size()); load++) {
            sums.add(iterations(load) + other.iterations(load));
        }
        return new LoadProgress(sums, Math.max(adjustments, other.adjustments), cutShort || other.cutShort);
    }
}
