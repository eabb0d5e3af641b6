package io.breakwater.generator.run;

import io.breakwater.events.run.AdjustedLoad;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.generator.session.CompiledRun;
import io.breakwater.generator.session.LanePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loads of a part as the changes so far have made them. Not thread-safe. */
final class LoadSteering {

    private static final Logger LOG = LoggerFactory.getLogger(LoadSteering.class);

    private final List<LanePlan> lanes;
    private final Instant startAt;
    private final List<AdjustedLoad> loads = new ArrayList<>();
    private int seen;

    LoadSteering(CompiledRun run, Instant startAt) {
        this.lanes = run.lanes();
        this.startAt = startAt;
        lanes.forEach(lane -> loads.add(AdjustedLoad.of(lane.load())));
    }

    /** The number of the latest change. */
    int seen() {
        return seen;
    }

    /** Takes a change; all loads in the order of the run's lanes, or nothing when it was seen before. */
    Optional<List<AdjustedLoad>> take(AdjustLoad change) {
        if (change.number() <= seen) {
            return Optional.empty();
        }
        if (change.number() > seen + 1) {
            LOG.warn(
                    "run {}: change {} of its load follows change {} (expected: no gap; the loads of the parts may differ)",
                    change.runId(),
                    change.number(),
                    seen);
        }
        seen = change.number();
        boolean found = false;
        for (int i = 0; i < lanes.size(); i++) {
            LanePlan lane = lanes.get(i);
            if (lane.session().equals(change.adjustment().session())) {
                Duration offset =
                        Duration.between(startAt, change.effectiveAt()).minusNanos(lane.startAfterNanos());
                loads.set(i, loads.get(i).with(offset, change.adjustment()));
                found = true;
            }
        }
        if (!found) {
            LOG.warn("run {}: change {} is about no load of it: {}", change.runId(), seen, change.adjustment());
        }
        return Optional.of(List.copyOf(loads));
    }
}
