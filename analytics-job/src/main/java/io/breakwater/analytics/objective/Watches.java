package io.breakwater.analytics.objective;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.events.scenario.Objective.Kind;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.ObjectiveResult.Breach;
import io.breakwater.measurement.objective.CountedRequests;
import io.breakwater.measurement.objective.ObjectiveWatch;
import io.breakwater.measurement.objective.Watched;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All objectives of a run, each with what came of it in the seconds to which nothing more can come. Only what requests say
 * decides here, and in the order of their seconds, so a replay comes to the same. Not thread-safe.
 */
public final class Watches {

    private final List<Watch> watches;
    private final List<Long> limitsMicros;
    private long second = Long.MIN_VALUE;

    /** One objective, and what was counted for it of the second at hand. */
    private static final class Watch {
        private final Demand demand;
        private final ObjectiveWatch watch;
        private final long firstSecond;
        private CountedRequests gathered;
        private boolean hasGathered;

        Watch(Demand demand, long warmUpMicros) {
            this.demand = demand;
            this.watch = demand.watch();
            this.firstSecond = demand.firstSecond(warmUpMicros);
            this.gathered = demand.none();
        }

        void take(CountedRequests counts) {
            gathered = hasGathered ? gathered.plus(counts) : counts;
            hasGathered = true;
        }

        void endSecond(long second) {
            if (hasGathered) {
                watch.second(second, gathered);
                hasGathered = false;
            }
        }
    }

    /**
     * Watches the objectives of a scenario.
     *
     * @param warmUpMicros since the run's start: only whole seconds after it count
     * @param limitsMicros the time limits that events are compared with
     */
    public Watches(Scenario scenario, long warmUpMicros, List<Long> limitsMicros) {
        this.limitsMicros = List.copyOf(limitsMicros);
        this.watches = scenario.objectives().stream()
                .map(objective -> new Watch(Demand.of(objective, scenario), warmUpMicros))
                .toList();
    }

    /**
     * Takes a second of a step to which nothing more can come; seconds come in their order.
     *
     * @param second whole seconds since the run's start
     * @param step   the step's name
     * @param region where its generators stand
     * @param rungs  the rungs that the second belongs to as a whole
     * @param counts its requests
     */
    public void add(long second, String step, String region, Set<Integer> rungs, RequestCounts counts) {
        if (second != this.second) {
            endSecond();
            this.second = second;
        }
        for (Watch watch : watches) {
            Demand demand = watch.demand;
            if (second >= watch.firstSecond
                    && demand.isComparable(limitsMicros)
                    && demand.isAbout(step, region, rungs)) {
                watch.take(demand.counted(counts, limitsMicros, !demand.isPlain()));
            }
        }
    }

    /** Takes note that all steps of the second at hand are there. */
    public void endSecond() {
        watches.forEach(watch -> watch.endSecond(second));
    }

    /** Takes note that no second will come any more. */
    public void finish() {
        endSecond();
        watches.forEach(watch -> watch.watch.finish());
    }

    /** Whether an objective of a kind is about every request of a step after warm-up. */
    public boolean limits(Kind kind, String step) {
        return watches.stream()
                .map(watch -> watch.demand)
                .anyMatch(demand -> demand.stated().kind() == kind && demand.isAboutAllOf(step));
    }

    /** The second that broke an objective which stops the run, and which of them it was; empty while all hold. */
    public Optional<Stop> stop() {
        for (int index = 0; index < watches.size(); index++) {
            Watch watch = watches.get(index);
            Optional<Long> broken = watch.watch.firstBroken();
            if (watch.demand.stated().terms().stopRun() && broken.isPresent()) {
                return Optional.of(new Stop(
                        broken.get(),
                        watch.demand.about() + watch.watch.result().sentence()));
            }
        }
        return Optional.empty();
    }

    /**
     * Why a run is to be stopped.
     *
     * @param second whole seconds since the run's start: the second that broke an objective
     * @param reason the objective's sentence
     */
    public record Stop(long second, String reason) {}

    /**
     * What came of each objective so far.
     *
     * @param measured all requests after warm-up, by step: they decide objectives over the whole to the last request, where
     *                 a second is part warm-up
     * @param startAt  the run's start
     */
    public List<ObjectiveResult> results(Map<String, RequestCounts> measured, Instant startAt) {
        List<ObjectiveResult> results = new ArrayList<>();
        for (Watch watch : watches) {
            results.add(result(watch, measured, startAt));
        }
        return results;
    }

    private ObjectiveResult result(Watch watch, Map<String, RequestCounts> measured, Instant startAt) {
        Demand demand = watch.demand;
        RequestCounts counts = measured.entrySet().stream()
                .filter(step -> demand.isAbout(step.getKey()))
                .map(Map.Entry::getValue)
                .reduce(RequestCounts::plus)
                .orElseGet(() -> RequestCounts.none(limitsMicros.size()));
        if (!demand.isComparable(limitsMicros) && counts.events() > 0) {
            String sentence = demand.about() + "limit of " + demand.stated().limitMicros()
                    + " us: requests were not compared with it (expected: one of the limits in their batches, "
                    + limitsMicros + " us)";
            return new ObjectiveResult(demand.stated(), 0, 0, false, sentence);
        }
        Watched watched = !demand.isPlain()
                ? watch.watch.result()
                : watch.watch.result(
                        demand.isComparable(limitsMicros) ? demand.counted(counts, limitsMicros, true) : demand.none());
        return new ObjectiveResult(
                demand.stated(),
                watched.measured(),
                watched.limit(),
                watched.requests(),
                watched.windows(),
                watched.windowsBroken(),
                watched.firstBroken().map(broken -> new Breach(broken, startAt.plusSeconds(broken))),
                watched.decided(),
                watched.held(),
                demand.about() + watched.sentence());
    }

    /** Writes what {@link #read} reads; only between seconds. */
    public void write(DataOutput out) throws IOException {
        for (Watch watch : watches) {
            watch.watch.write(out);
        }
    }

    /** Takes over what {@link #write} wrote of the same objectives. */
    public void read(DataInput in) throws IOException {
        for (Watch watch : watches) {
            watch.watch.read(in);
        }
    }
}
