package io.breakwater.scenario.run;

import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.scenario.Load;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.run.AdjustmentAnswer.Granted;
import io.breakwater.scenario.run.AdjustmentAnswer.Refused;
import io.breakwater.scenario.run.AdjustmentAnswer.Untimely;
import io.breakwater.scenario.run.AdjustmentWish.Level;
import io.breakwater.scenario.run.AdjustmentWish.Pausing;
import io.breakwater.scenario.run.AdjustmentWish.Resuming;
import io.breakwater.scenario.run.AdjustmentWish.Unit;
import io.breakwater.scenario.run.RunLoads.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules for changing the load of a run that goes on. A change takes effect a little later, at the same instant for all. A
 * wish that names no session is about the common load if it sets a level, and otherwise about each load that it changes.
 */
final class LoadAdjusting {

    /** Each is kept, and read again by everybody at each step: that many are one a second for a quarter of an hour. */
    private static final int MAX_CHANGES = 1_000;

    /** What a scenario file may ask for at most. */
    private static final double HIGHEST_LEVEL = 10_000_000;

    private final ScenarioServiceProperties limits;

    LoadAdjusting(ScenarioServiceProperties limits) {
        this.limits = limits;
    }

    AdjustmentAnswer adjust(Run run, AdjustmentWish wish, Instant now) {
        if (run.status() != RunStatus.RUNNING) {
            return new Untimely("run " + run.runId() + ": " + run.status() + " (expected: RUNNING)");
        }
        RunLoads loads = RunLoads.of(run);
        List<Lane> lanes = lanes(loads, wish);
        List<String> reasons = reasons(loads, lanes, wish);
        if (!reasons.isEmpty()) {
            return new Refused(reasons);
        }
        Instant effectiveAt = effectiveAt(run, now);
        List<Lane> changed = lanes.stream()
                .filter(lane -> isChanged(lane, wish, effectiveAt))
                .toList();
        if (changed.isEmpty()) {
            return new Untimely("run " + run.runId() + ": " + wish.change().words()
                    + " would change nothing (expected: a load that " + wanted(wish) + ")");
        }
        if (run.loadChanges().size() + changed.size() > MAX_CHANGES) {
            return new Untimely("run " + run.runId() + ": " + run.loadChanges().size()
                    + " changes of its load (expected: <= " + MAX_CHANGES + ")");
        }
        List<String> tooHigh = changed.stream()
                .map(lane -> highest(lane.with(effectiveAt, wish.change().of(lane.session()))))
                .filter(level -> level > HIGHEST_LEVEL)
                .map(level -> "level: " + level + " (expected: <= " + (long) HIGHEST_LEVEL + ")")
                .toList();
        return tooHigh.isEmpty() ? new Granted(granted(run, changed, wish, effectiveAt, now)) : new Refused(tooHigh);
    }

    private static List<Lane> lanes(RunLoads loads, AdjustmentWish wish) {
        boolean all = wish.session().isEmpty() && !(wish.change() instanceof Level);
        if (all || (wish.session().isEmpty() && loads.lanes().size() == 1)) {
            return loads.lanes();
        }
        return loads.lanes().stream()
                .filter(lane -> lane.session().equals(wish.session()))
                .toList();
    }

    private static List<String> reasons(RunLoads loads, List<Lane> lanes, AdjustmentWish wish) {
        if (lanes.isEmpty()) {
            String own = loads.lanes().stream()
                    .flatMap(lane -> lane.session().stream())
                    .collect(Collectors.joining(", "));
            return List.of("session: " + wish.session().orElse("missing") + " (expected: "
                    + (own.isEmpty() ? "none; no session has a load of its own" : "one with a load of its own: " + own)
                    + ")");
        }
        if (wish.change() instanceof Level level
                && level.unit() != unit(lanes.get(0).planned())) {
            return List.of(level.words() + " (expected: "
                    + (level.unit() == Unit.VIRTUAL_USERS
                            ? "an arrival rate such as \"250/s\"; the load is open"
                            : "virtual users such as \"50 users\"; the load is closed")
                    + ")");
        }
        return List.of();
    }

    private static Unit unit(Load load) {
        return load instanceof Load.Open ? Unit.ITERATIONS_PER_SECOND : Unit.VIRTUAL_USERS;
    }

    /** Never before an earlier one, also when the clock was set back meanwhile. */
    private Instant effectiveAt(Run run, Instant now) {
        Instant soon = now.plus(limits.adjustLead());
        List<LoadChange> earlier = run.loadChanges();
        Instant last =
                earlier.isEmpty() ? soon : earlier.get(earlier.size() - 1).effectiveAt();
        return last.isAfter(soon) ? last : soon;
    }

    private static boolean isChanged(Lane lane, AdjustmentWish wish, Instant effectiveAt) {
        boolean paused = lane.now().isPaused();
        if (wish.change() instanceof Resuming) {
            return paused;
        }
        if (wish.change() instanceof Pausing && paused) {
            return false;
        }
        return effectiveAt.isBefore(lane.endIfResumedAt(effectiveAt));
    }

    private static String wanted(AdjustmentWish wish) {
        return switch (wish.change().words()) {
            case "pause" -> "goes on and is not paused";
            case "resume" -> "is paused";
            default -> "has not reached its planned end";
        };
    }

    private static double highest(Lane lane) {
        Adjustment resume = new Adjustment.Resume(lane.session());
        return lane.with(lane.startAt(), resume).now().phases().stream()
                .mapToDouble(phase -> Math.max(phase.from(), phase.to()))
                .max()
                .orElse(0);
    }

    private static Move granted(Run run, List<Lane> lanes, AdjustmentWish wish, Instant effectiveAt, Instant now) {
        Run changed = run;
        List<RunCommand> commands = new ArrayList<>();
        for (Lane lane : lanes) {
            LoadChange change = new LoadChange(
                    changed.loadChanges().size() + 1,
                    now,
                    effectiveAt,
                    wish.by(),
                    wish.change().words(),
                    wish.change().of(lane.session()));
            changed = changed.withLoadChange(change);
            commands.add(change.command(run.runId()));
        }
        return new Move(changed, List.of(), commands);
    }
}
