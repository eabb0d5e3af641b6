package io.breakwater.scenario.run;

import io.breakwater.events.run.AdjustedLoad;
import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.Adjustment.Resume;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The loads of a run as its changes so far have made them: the common one, unless each session has its own, then those of
 * sessions.
 *
 * @param lanes one for each load; at least one
 */
record RunLoads(List<Lane> lanes) {

    /**
     * One load.
     *
     * @param session whose own load it is; empty for the common one
     * @param startAt when it starts, on the wall clock
     * @param planned as the scenario says
     * @param now     as it is now
     */
    record Lane(Optional<String> session, Instant startAt, Load planned, AdjustedLoad now) {

        /** With one more change. */
        Lane with(Instant effectiveAt, Adjustment adjustment) {
            return new Lane(session, startAt, planned, now.with(Duration.between(startAt, effectiveAt), adjustment));
        }

        /** When it ends if a pause that is under way ends at that instant. */
        Instant endIfResumedAt(Instant instant) {
            return startAt.plus(with(instant, new Resume(session)).now().load().lasts());
        }

        /** For how long it has been paused until that instant, all pauses together. */
        Duration pausedUntil(Instant instant) {
            return Duration.between(startAt.plus(planned.lasts()), endIfResumedAt(instant));
        }
    }

    RunLoads {
        lanes = List.copyOf(lanes);
    }

    /** The loads of a run; of one that has not started as if it started when it got where it is. */
    static RunLoads of(Run run) {
        Scenario scenario = run.plan().scenario();
        Instant startAt = run.startAt().orElse(run.changedAt());
        List<Lane> lanes = new ArrayList<>();
        if (scenario.sessions().stream().anyMatch(session -> session.load().isEmpty())) {
            lanes.add(lane(run, Optional.empty(), startAt, scenario.load()));
        }
        for (Session session : scenario.sessions()) {
            session.load()
                    .ifPresent(own ->
                            lanes.add(lane(run, Optional.of(session.name()), startAt.plus(session.startAfter()), own)));
        }
        return new RunLoads(lanes);
    }

    private static Lane lane(Run run, Optional<String> session, Instant startAt, Load load) {
        Lane lane = new Lane(session, startAt, load, AdjustedLoad.of(load));
        for (LoadChange change : run.loadChanges()) {
            if (change.session().equals(session)) {
                lane = lane.with(change.effectiveAt(), change.adjustment());
            }
        }
        return lane;
    }

    boolean isPaused() {
        return lanes.stream().anyMatch(lane -> lane.now().isPaused());
    }

    /** When the last of them ends; empty as long as one is paused. */
    Optional<Instant> plannedEnd() {
        return isPaused()
                ? Optional.empty()
                : Optional.of(endIfResumedAt(lanes.get(0).startAt()));
    }

    /** When the last of them ends if each pause that is under way ends at that instant. */
    Instant endIfResumedAt(Instant instant) {
        return lanes.stream()
                .map(lane -> lane.endIfResumedAt(instant))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** For how long one of them has been paused until that instant, all its pauses together: that of the longest. */
    Duration pausedUntil(Instant instant) {
        return lanes.stream()
                .map(lane -> lane.pausedUntil(instant))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
