package io.breakwater.events.data;

import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.file.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recorded arrival rate over time: between two points it moves evenly.
 *
 * @param points at least two, in the order of their time; the first is the beginning
 */
record RecordedCurve(List<Point> points) {

    /** More phases make a plan that fits no Kafka record. */
    static final int MOST_PHASES = 2_000;

    /**
     * The rate at one time.
     *
     * @param nanos     nanoseconds since the first point; more than those of the point before
     * @param perSecond arrivals per second; 0 or more
     */
    record Point(long nanos, double perSecond) {}

    /**
     * What reading a file gave.
     *
     * @param curve    the curve; empty exactly when there are problems
     * @param problems what is wrong, with line and column
     */
    record Reading(Optional<RecordedCurve> curve, List<Problem> problems) {
        Reading {
            problems = List.copyOf(problems);
        }
    }

    RecordedCurve {
        if (points.size() < 2) {
            throw new IllegalArgumentException("points: " + points.size() + " (expected: at least 2)");
        }
        points = List.copyOf(points);
    }

    /**
     * Reads a CSV file of two columns: a time (seconds, {@code HH:mm:ss}, or a date with its time) and a rate (per second, or
     * with {@code /s} or {@code /min}). A first line of names is passed over. Never throws, whatever the bytes.
     */
    static Reading read(byte[] utf8) {
        return new CurveFile().read(utf8);
    }

    /**
     * Phases that send what it says: one from each point to the next, points on a level stretch left out. Where those would be
     * more than {@value #MOST_PHASES}, so many of the same length that each hold the rate that gives the same arrivals.
     *
     * @param scale  its rates are multiplied by this
     * @param warmUp whether the phases are warm-up
     */
    List<LoadPhase> phases(double scale, boolean warmUp) {
        List<Point> turns = turns();
        if (turns.size() - 1 > MOST_PHASES) {
            return averages(turns, scale, warmUp);
        }
        List<LoadPhase> phases = new ArrayList<>();
        for (int i = 1; i < turns.size(); i++) {
            Point from = turns.get(i - 1);
            Point to = turns.get(i);
            phases.add(LoadPhase.of(
                    from.perSecond() * scale,
                    to.perSecond() * scale,
                    Duration.ofNanos(to.nanos() - from.nanos()),
                    warmUp));
        }
        return phases;
    }

    private List<Point> turns() {
        List<Point> turns = new ArrayList<>();
        turns.add(points.get(0));
        for (int i = 1; i < points.size() - 1; i++) {
            double rate = points.get(i).perSecond();
            if (points.get(i - 1).perSecond() != rate || points.get(i + 1).perSecond() != rate) {
                turns.add(points.get(i));
            }
        }
        turns.add(points.get(points.size() - 1));
        return turns;
    }

    private static List<LoadPhase> averages(List<Point> turns, double scale, boolean warmUp) {
        long end = turns.get(turns.size() - 1).nanos();
        List<LoadPhase> phases = new ArrayList<>();
        double sentAtEdge = 0;
        double sentAtTurn = 0;
        long edge = 0;
        int turn = 1;
        for (int i = 1; i <= MOST_PHASES; i++) {
            long next = end / MOST_PHASES * i + end % MOST_PHASES * i / MOST_PHASES;
            while (turn < turns.size() - 1 && turns.get(turn).nanos() <= next) {
                sentAtTurn += arrivals(
                        turns.get(turn - 1), turns.get(turn), turns.get(turn).nanos());
                turn++;
            }
            double sent = sentAtTurn + arrivals(turns.get(turn - 1), turns.get(turn), next);
            double perSecond = Math.max(0, (sent - sentAtEdge) * 1e9 / (next - edge)) * scale;
            phases.add(LoadPhase.of(perSecond, perSecond, Duration.ofNanos(next - edge), warmUp));
            sentAtEdge = sent;
            edge = next;
        }
        return phases;
    }

    /** Arrivals from one point on its way to another, up to a time between them. */
    private static double arrivals(Point from, Point to, long untilNanos) {
        double seconds = (untilNanos - from.nanos()) / 1e9;
        double slope = (to.perSecond() - from.perSecond()) * 1e9 / (to.nanos() - from.nanos());
        return (from.perSecond() + slope * seconds / 2) * seconds;
    }
}
