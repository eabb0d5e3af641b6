package io.breakwater.events.request;

/**
 * How far one generator's part is with its load, cumulative since the run's start.
 *
 * @param iterations  iterations that the load asked for: arrivals that came due, sent or not (open model), and walks that
 *                    virtual users began (closed model)
 * @param adjustments how many changes of the load it has obeyed
 * @param cutShort    whether a command or a defect ended the part before its load was over; what is under way by then does not
 *                    count as load
 */
public record LoadProgress(long iterations, long adjustments, boolean cutShort) {

    /** At the run's start. */
    public static final LoadProgress NONE = new LoadProgress(0, 0, false);

    /** That of several loops of one part, which all obey the same changes. */
    public LoadProgress plus(LoadProgress other) {
        return new LoadProgress(
                iterations + other.iterations, Math.max(adjustments, other.adjustments), cutShort || other.cutShort);
    }
}
