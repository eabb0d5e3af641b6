package io.breakwater.analytics.run;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long the job waits, in time during which it runs.
 *
 * @param tick             how often open windows and provisional verdicts are published at most. 1 s: the width of a window
 * @param settle           between the last expected record and the final verdict: a command that was written before that
 *                         record may be read after it, as it comes on another topic. 250 ms
 * @param gap              for a batch before one that is there, and for the command that ended a run early. 10 s: a batch
 *                         only overtakes another after a change of the topic's partitions
 * @param abandonedQuiet   for the last batches of an abandoned part, since its latest one. 3 s
 * @param silence          for a sign of a part that is neither closed nor abandoned. 5 min: scenario-service abandons a
 *                         part after 10 s, so this only ends runs that nobody looks after
 * @param unannounced      for the command that starts a run whose batches come. 2 min
 * @param remembrance      for late duplicates of a run that is over. 1 h
 */
public record Waits(
        Duration tick,
        Duration settle,
        Duration gap,
        Duration abandonedQuiet,
        Duration silence,
        Duration unannounced,
        Duration remembrance)
        implements Serializable {

    /** The values given with each component. */
    public static final Waits DEFAULT = new Waits(
            Duration.ofSeconds(1),
            Duration.ofMillis(250),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofHours(1));

    long ticks(Duration duration) {
        return Math.max(1, duration.toMillis() / tick.toMillis());
    }
}
