package io.breakwater.events.run;

import io.breakwater.events.run.Adjustment.Pause;
import io.breakwater.events.run.Adjustment.Resume;
import io.breakwater.events.run.Adjustment.Scale;
import io.breakwater.events.run.Adjustment.SetLevel;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A load as the adjustments so far have made it. Pure and immutable, therefore generators and the analytics job come to the
 * same arrivals: what lies before an adjustment is never changed by it.
 *
 * <p>Offsets are counted from the load's own start: the start of the run, or for a session with a load of its own that start
 * plus its {@code startAfter}. An adjustment acts from its offset on, that instant included: a burst at that very instant
 * comes after it. One from before the start acts at the start; one that is given after another never acts before it; one
 * after the planned end does nothing.
 *
 * <ul>
 *   <li>{@link SetLevel} holds the level to the planned end; bursts to come are left out.
 *   <li>{@link Scale} multiplies all that is to come, also a level that was set; bursts are rounded to whole arrivals.
 *   <li>{@link Pause} … {@link Resume} put a stretch of level 0 between, and what is to come waits. What is set or scaled
 *       meanwhile is what waits. A second pause, or a resume without a pause, does nothing; nor does a pause of no length, nor a
 *       factor of 1.
 * </ul>
 *
 * <p>A stretch stays warm-up, or not, as it was planned; a pause counts with what is before it. A rung keeps its number for
 * what ran as planned from its beginning without a break: its rest after any adjustment, and rungs whose level was changed,
 * have none.
 */
public final class AdjustedLoad {

    private final Load original;
    /** To its end, as it goes on when it is resumed at the instant of the pause. */
    private final List<LoadPhase> planned;

    private final Optional<Duration> pausedAt;
    private final Duration lastOffset;

    private AdjustedLoad(Load original, List<LoadPhase> planned, Optional<Duration> pausedAt, Duration lastOffset) {
        this.original = original;
        this.planned = List.copyOf(planned);
        this.pausedAt = pausedAt;
        this.lastOffset = lastOffset;
    }

    /** The load as it was planned. */
    public static AdjustedLoad of(Load load) {
        return new AdjustedLoad(load, load.phases(), Optional.empty(), Duration.ZERO);
    }

    /**
     * The load with one more adjustment.
     *
     * @param offset     from when on, since the load's start
     * @param adjustment what changes; that it is about this load is up to the caller
     * @throws IllegalArgumentException when a level or a factor is not a finite number of 0 or more, or a level becomes none
     */
    public AdjustedLoad with(Duration offset, Adjustment adjustment) {
        Duration at = offset.compareTo(lastOffset) > 0 ? offset : lastOffset;
        Cut cut = Cut.of(planned, pausedAt.orElse(at));
        if (cut.rest().isEmpty()) {
            return this;
        }
        if (adjustment instanceof SetLevel set) {
            double level = checked("level", set.level());
            return changed(cut, at, phase -> new LoadPhase(level, level, phase.lasts(), 0, 0, phase.warmUp()));
        }
        if (adjustment instanceof Scale scale) {
            double factor = checked("factor", scale.factor());
            return factor == 1 ? this : changed(cut, at, phase -> scaled(phase, factor));
        }
        if (adjustment instanceof Pause) {
            return pausedAt.isPresent() ? this : new AdjustedLoad(original, planned, Optional.of(at), at);
        }
        if (adjustment instanceof Resume) {
            return pausedAt.isEmpty() ? this : resumed(cut, at, pausedAt.get());
        }
        throw new IllegalArgumentException("adjustment: " + adjustment + " (expected: a known one)");
    }

    private AdjustedLoad changed(Cut cut, Duration at, UnaryOperator<LoadPhase> change) {
        List<LoadPhase> phases = new ArrayList<>(cut.before());
        cut.rest().stream()
                .map(change)
                .filter(phase -> !phase.lasts().isZero() || phase.burst() > 0)
                .forEach(phases::add);
        return new AdjustedLoad(original, phases, pausedAt, at);
    }

    private static LoadPhase scaled(LoadPhase phase, double factor) {
        return new LoadPhase(
                checked("level", phase.from() * factor),
                checked("level", phase.to() * factor),
                phase.lasts(),
                Math.round(phase.burst() * factor),
                0,
                phase.warmUp());
    }

    private AdjustedLoad resumed(Cut cut, Duration at, Duration since) {
        Duration length = at.minus(since);
        if (length.isZero()) {
            return new AdjustedLoad(original, planned, Optional.empty(), at);
        }
        LoadPhase neighbour = cut.before().isEmpty()
                ? cut.rest().get(0)
                : cut.before().get(cut.before().size() - 1);
        List<LoadPhase> phases = new ArrayList<>(cut.before());
        phases.add(LoadPhase.of(0, 0, length, neighbour.warmUp()));
        phases.addAll(cut.rest());
        return new AdjustedLoad(original, phases, Optional.empty(), at);
    }

    private static double checked(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: a finite number of 0 or more)");
        }
        return value;
    }

    /**
     * The phases from the load's start to its planned end; while it is paused only to the pause, after which the level is 0 for
     * nobody knows how long. Empty when it is paused from its start on.
     */
    public List<LoadPhase> phases() {
        return pausedAt.map(at -> Cut.of(planned, at).before()).orElse(planned);
    }

    /** The load with {@link #phases()} in the place of those planned. */
    public Load load() {
        if (original instanceof Load.Open open) {
            return new Load.Open(phases(), open.spacing(), open.seed(), open.skipAfter());
        }
        Load.Closed closed = (Load.Closed) original;
        return new Load.Closed(phases(), closed.iterationsPerUser(), closed.sharedIterations());
    }

    /** Whether a pause is under way that nothing has ended yet. */
    public boolean isPaused() {
        return pausedAt.isPresent();
    }

    /** Since when the pause that is under way lasts; empty when none is. */
    public Optional<Duration> pausedAt() {
        return pausedAt;
    }

    /** When the load ends, since its start; empty while it is paused. */
    public Optional<Duration> plannedEnd() {
        return isPaused() ? Optional.empty() : Optional.of(length(planned));
    }

    /**
     * The level at an instant; where it jumps, that after the jump. 0 before the start, in a pause, and from the end on.
     *
     * @param offset since the load's start
     */
    public double levelAt(Duration offset) {
        return offset.isNegative()
                ? 0
                : Cut.of(phases(), offset).rest().stream()
                        .filter(phase -> !phase.lasts().isZero())
                        .findFirst()
                        .map(LoadPhase::from)
                        .orElse(0.0);
    }

    private static Duration length(List<LoadPhase> phases) {
        return phases.stream().map(LoadPhase::lasts).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Phases parted at an instant.
     *
     * @param before what begins before it, to the instant
     * @param rest   what begins at it or after it
     */
    private record Cut(List<LoadPhase> before, List<LoadPhase> rest) {

        static Cut of(List<LoadPhase> phases, Duration at) {
            List<LoadPhase> before = new ArrayList<>();
            List<LoadPhase> rest = new ArrayList<>();
            Duration begin = Duration.ZERO;
            for (LoadPhase phase : phases) {
                Duration end = begin.plus(phase.lasts());
                if (begin.compareTo(at) >= 0) {
                    rest.add(phase);
                } else if (end.compareTo(at) <= 0) {
                    before.add(phase);
                } else {
                    part(phase, at.minus(begin), before, rest);
                }
                begin = end;
            }
            return new Cut(before, rest);
        }

        private static void part(LoadPhase phase, Duration first, List<LoadPhase> before, List<LoadPhase> rest) {
            double ratio = (double) first.toNanos() / phase.lasts().toNanos();
            double level = phase.from() + (phase.to() - phase.from()) * ratio;
            before.add(new LoadPhase(phase.from(), level, first, phase.burst(), phase.rung(), phase.warmUp()));
            rest.add(new LoadPhase(level, phase.to(), phase.lasts().minus(first), 0, 0, phase.warmUp()));
        }
    }
}
