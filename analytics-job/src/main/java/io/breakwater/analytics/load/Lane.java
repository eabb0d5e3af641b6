package io.breakwater.analytics.load;

import io.breakwater.events.run.AdjustedLoad;
import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.PlannedArrivals;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One of a run's loads with the sessions that it drives. Immutable.
 *
 * @param session    the session whose own load it is; empty for the common load
 * @param startAfter how long after the run's start it begins
 * @param planned    the load as the scenario has it
 * @param adjusted   the same as changes during the run have made it
 * @param sessions   the sessions that it drives; none when all have loads of their own
 */
public record Lane(
        Optional<String> session, Duration startAfter, Load planned, AdjustedLoad adjusted, List<Session> sessions) {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final double MICROS_PER_SECOND = 1e6;

    public Lane {
        sessions = List.copyOf(sessions);
    }

    /**
     * A rung of a ladder, where it runs as planned.
     *
     * @param number     which one, from 1
     * @param fromLevel  its level at its beginning
     * @param toLevel    its level at its end
     * @param fromSecond its first whole second since the run's start
     * @param toSecond   the second after its last whole one
     */
    public record Rung(int number, double fromLevel, double toLevel, long fromSecond, long toSecond) {

        boolean holds(long second) {
            return second >= fromSecond && second < toSecond;
        }
    }

    /**
     * All loads of a run, in the order of {@link Scenario#loads()}.
     *
     * @param startAt the run's start, cut to microseconds as generators do
     * @param changes the changes of its load, by their numbers
     */
    public static List<Lane> of(Scenario scenario, Instant startAt, List<AdjustLoad> changes) {
        List<Lane> lanes = new ArrayList<>();
        List<Session> common = scenario.sessions().stream()
                .filter(session -> session.load().isEmpty())
                .toList();
        lanes.add(lane(Optional.empty(), Duration.ZERO, scenario.load(), common, startAt, changes));
        for (Session session : scenario.sessions()) {
            session.load()
                    .ifPresent(load -> lanes.add(lane(
                            Optional.of(session.name()),
                            session.startAfter(),
                            load,
                            List.of(session),
                            startAt,
                            changes)));
        }
        return lanes;
    }

    private static Lane lane(
            Optional<String> session,
            Duration startAfter,
            Load load,
            List<Session> sessions,
            Instant startAt,
            List<AdjustLoad> changes) {
        AdjustedLoad adjusted = AdjustedLoad.of(load);
        for (AdjustLoad change : changes) {
            Adjustment adjustment = change.adjustment();
            if (adjustment.session().equals(session)) {
                Duration offset = Duration.between(startAt.plus(startAfter), change.effectiveAt());
                adjusted = with(adjusted, offset, adjustment);
            }
        }
        return new Lane(session, startAfter, load, adjusted, sessions);
    }

    /** A level that cannot be is obeyed by nobody. */
    private static AdjustedLoad with(AdjustedLoad load, Duration offset, Adjustment adjustment) {
        try {
            return load.with(offset, adjustment);
        } catch (IllegalArgumentException e) {
            return load;
        }
    }

    /** Whether its virtual users wait for responses. */
    public boolean closed() {
        return planned instanceof Load.Closed;
    }

    /** The names of the steps that it sends. */
    public Set<String> steps() {
        return sessions.stream()
                .flatMap(session -> session.steps().stream())
                .map(Step::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The iterations that it asks for: exactly so many in the open model, at most in the closed one. Empty when a closed load
     * sets no bound, and while nobody knows how a pause ends.
     */
    public Optional<Long> plannedIterations() {
        if (sessions.isEmpty()) {
            return Optional.of(0L);
        }
        if (planned instanceof Load.Closed closed) {
            Optional<Long> byUsers = closed.iterationsPerUser().map(each -> each * highestLevel());
            return closed.sharedIterations().or(() -> byUsers);
        }
        return adjusted.isPaused() || !(adjusted.load() instanceof Load.Open open)
                ? Optional.empty()
                : Optional.of(PlannedArrivals.of(open));
    }

    private long highestLevel() {
        return (long) Math.ceil(adjusted.phases().stream()
                .mapToDouble(phase -> Math.max(phase.from(), phase.to()))
                .max()
                .orElse(0));
    }

    /** Its rungs, where they run as planned and for at least a whole second. */
    public List<Rung> rungs() {
        List<Rung> rungs = new ArrayList<>();
        long begin = startAfter.toNanos();
        int before = 0;
        for (LoadPhase phase : adjusted.phases()) {
            long end = begin + phase.lasts().toNanos();
            long fromSecond = -Math.floorDiv(-begin, NANOS_PER_SECOND);
            long toSecond = end / NANOS_PER_SECOND;
            if (phase.rung() > 0 && phase.rung() == before) {
                Rung first = rungs.remove(rungs.size() - 1);
                rungs.add(new Rung(phase.rung(), first.fromLevel(), phase.to(), first.fromSecond(), toSecond));
            } else if (phase.rung() > 0) {
                rungs.add(new Rung(phase.rung(), phase.from(), phase.to(), fromSecond, toSecond));
            }
            before = phase.rung();
            begin = end;
        }
        return rungs.stream()
                .filter(rung -> rung.fromSecond() < rung.toSecond())
                .toList();
    }

    /**
     * How long its virtual users who walk through a session were there in a second, all together; closed loads only.
     *
     * @param second whole seconds since the run's start; its middle stands for all of it
     * @return in microseconds
     */
    double userMicros(Session session, long second) {
        Duration middle = Duration.ofNanos(second * NANOS_PER_SECOND + NANOS_PER_SECOND / 2)
                .minus(startAfter);
        double atFirst = adjusted.levelAt(middle) > 0 ? session.startShare() * highestLevel() : 0;
        double level = Math.max(Math.ceil(adjusted.levelAt(middle)), Math.ceil(atFirst));
        int weights = sessions.stream().mapToInt(Session::weight).sum();
        return level * session.weight() / weights * MICROS_PER_SECOND;
    }
}
