package io.breakwater.analytics.load;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.analytics.load.Lane.Rung;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Seconds of steps to which nothing more can come, added up by what the load asked for in them: by rung, and for the intervals
 * of closed loads. A second waits until all commands are there that say what was asked for in it, so that the sums do not
 * depend on when commands are read. Not thread-safe.
 */
public final class SecondsByLoad {

    private final TreeMap<StepSecondKey, RequestCounts> waiting = new TreeMap<>();
    private final TreeMap<RungStepKey, RequestCounts> byRung = new TreeMap<>();
    private final TreeMap<Integer, SendIntervals> intervals = new TreeMap<>();

    private record StepSecondKey(long second, int step, String region) implements Comparable<StepSecondKey> {

        private static final Comparator<StepSecondKey> ORDER = Comparator.comparingLong(StepSecondKey::second)
                .thenComparingInt(StepSecondKey::step)
                .thenComparing(StepSecondKey::region);

        @Override
        public int compareTo(StepSecondKey other) {
            return ORDER.compare(this, other);
        }
    }

    private record RungStepKey(int lane, int rung, int step) implements Comparable<RungStepKey> {
        private static final Comparator<RungStepKey> ORDER = Comparator.comparingInt(RungStepKey::lane)
                .thenComparingInt(RungStepKey::rung)
                .thenComparingInt(RungStepKey::step);

        @Override
        public int compareTo(RungStepKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** Takes a second of a step to which nothing more can come; seconds come in their order. */
    public void add(long second, int step, String region, RequestCounts counts) {
        waiting.merge(new StepSecondKey(second, step, region), counts, RequestCounts::plus);
    }

    /** Hears of each second of a step when it is known what the load asked for in it. */
    public interface Settled {

        /** A second of a step in a region, and the rungs that it belongs to as a whole. */
        void settled(long second, int step, String region, Set<Integer> rungs, RequestCounts counts);
    }

    /**
     * Adds up what waited.
     *
     * @param lanes the run's loads as all commands have made them that were obeyed so far
     * @param steps names of the steps, by their index
     * @param to    hears of each second of a step, in their order
     */
    public void settle(List<Lane> lanes, List<String> steps, Settled to) {
        if (waiting.isEmpty()) {
            return;
        }
        Place[] places = steps.stream().map(step -> Place.of(step, lanes)).toArray(Place[]::new);
        for (Map.Entry<StepSecondKey, RequestCounts> entry : waiting.entrySet()) {
            int step = entry.getKey().step();
            Place place = places[step];
            long second = entry.getKey().second();
            RequestCounts counts = entry.getValue();
            Set<Integer> rungs = place.rungs().stream()
                    .filter(rung -> rung.holds(second))
                    .map(Rung::number)
                    .collect(Collectors.toSet());
            to.settled(second, step, entry.getKey().region(), rungs, counts);
            if (place.session().isEmpty()) {
                continue;
            }
            rungs.forEach(
                    rung -> byRung.merge(new RungStepKey(place.index(), rung, step), counts, RequestCounts::plus));
        }
        addIntervals(lanes, places);
        waiting.clear();
    }

    /** The users of a load are in all regions together, and so are the requests that they send in a second. */
    private void addIntervals(List<Lane> lanes, Place[] places) {
        TreeMap<StepSecondKey, Long> everywhere = new TreeMap<>();
        waiting.forEach((key, counts) ->
                everywhere.merge(new StepSecondKey(key.second(), key.step(), ""), counts.events(), Long::sum));
        everywhere.forEach((key, requests) -> {
            Place place = places[key.step()];
            Optional<Session> session = place.session();
            if (session.isPresent() && lanes.get(place.index()).closed()) {
                intervals
                        .computeIfAbsent(key.step(), ignored -> new SendIntervals())
                        .add(key.second(), requests, lanes.get(place.index()), session.get());
            }
        });
    }

    /** Which load sends a step. */
    private record Place(int index, Optional<Session> session, List<Rung> rungs) {

        static Place of(String step, List<Lane> lanes) {
            for (int index = 0; index < lanes.size(); index++) {
                for (Session session : lanes.get(index).sessions()) {
                    if (session.steps().stream().map(Step::name).anyMatch(step::equals)) {
                        return new Place(
                                index, Optional.of(session), lanes.get(index).rungs());
                    }
                }
            }
            return new Place(0, Optional.empty(), List.of());
        }
    }

    /** What was counted of a step in a rung of a load. */
    public Optional<RequestCounts> ofRung(int lane, int rung, int step) {
        return Optional.ofNullable(byRung.get(new RungStepKey(lane, rung, step)));
    }

    /** From one request of a virtual user to its next one of the same step, in microseconds; 0 when nothing tells. */
    public long expectedIntervalMicros(int step) {
        SendIntervals found = intervals.get(step);
        return found == null ? 0 : found.medianMicros();
    }

    /** Writes what {@link #read} reads. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(waiting.size());
        for (Map.Entry<StepSecondKey, RequestCounts> entry : waiting.entrySet()) {
            out.writeLong(entry.getKey().second());
            out.writeInt(entry.getKey().step());
            out.writeUTF(entry.getKey().region());
            entry.getValue().write(out);
        }
        out.writeInt(byRung.size());
        for (Map.Entry<RungStepKey, RequestCounts> entry : byRung.entrySet()) {
            out.writeInt(entry.getKey().lane());
            out.writeInt(entry.getKey().rung());
            out.writeInt(entry.getKey().step());
            entry.getValue().write(out);
        }
        out.writeInt(intervals.size());
        for (Map.Entry<Integer, SendIntervals> entry : intervals.entrySet()) {
            out.writeInt(entry.getKey());
            entry.getValue().write(out);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static SecondsByLoad read(DataInput in) throws IOException {
        return read(in, true);
    }

    /** Reads what was written before seconds had regions: they stand without one. */
    public static SecondsByLoad readFirstForm(DataInput in) throws IOException {
        return read(in, false);
    }

    private static SecondsByLoad read(DataInput in, boolean regions) throws IOException {
        SecondsByLoad read = new SecondsByLoad();
        for (int left = in.readInt(); left > 0; left--) {
            StepSecondKey key = new StepSecondKey(in.readLong(), in.readInt(), regions ? in.readUTF() : "");
            read.waiting.put(key, regions ? RequestCounts.read(in) : RequestCounts.readFirstForm(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            RungStepKey key = new RungStepKey(in.readInt(), in.readInt(), in.readInt());
            read.byRung.put(key, regions ? RequestCounts.read(in) : RequestCounts.readFirstForm(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            read.intervals.put(in.readInt(), SendIntervals.read(in));
        }
        return read;
    }
}
