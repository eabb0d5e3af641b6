package io.breakwater.reporting.report;

import io.breakwater.events.window.WindowSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run's windows by stretches of some seconds, while they are read. Not thread-safe. */
final class RollUp {

    /** Each has six histograms; more than these are of no use to a reader, and would fill the memory. */
    static final int MOST_LINES = 2_000;

    /** What is told apart in a stretch. */
    enum By {
        RUN,
        STEP,
        REGION
    }

    private record Key(long fromSecond, String step, String region) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparingLong(Key::fromSecond)
                .thenComparing(Key::step)
                .thenComparing(Key::region);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** What was counted of a stretch. */
    private static final class Sums {
        private final MergedWindows windows = new MergedWindows();
        private final Map<String, Long> notSent = new TreeMap<>();
        private final Map<String, Long> outcomes = new TreeMap<>();
        private final Map<String, Long> statuses = new TreeMap<>();
        private long intended;
        private long businessFailures;
        private long bytesSent;
        private long bytesReceived;
        private long connectionsOpened;

        void add(WindowSummary window) {
            windows.add(window);
            intended += window.completed()
                    + window.notSent().values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            window.notSent().forEach((reason, count) -> notSent.merge(reason, count, Long::sum));
            window.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
            window.statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum));
            businessFailures += window.businessFailures();
            bytesSent += window.bytesSent();
            bytesReceived += window.bytesReceived();
            connectionsOpened += window.connectionsOpened();
        }
    }

    private final Optional<Long> widthSeconds;
    private final By by;
    private final TreeMap<Key, Sums> lines = new TreeMap<>();
    private Instant startAt = Instant.EPOCH;
    private long firstSecond = Long.MAX_VALUE;
    private long lastSecond;

    /**
     * Nothing yet.
     *
     * @param widthSeconds how long a stretch is; empty for the whole run
     * @param by           what is told apart
     */
    RollUp(Optional<Long> widthSeconds, By by) {
        this.widthSeconds = widthSeconds;
        this.by = by;
    }

    void add(WindowSummary window) {
        long from = widthSeconds
                .map(width -> window.second() - Math.floorMod(window.second(), width))
                .orElse(0L);
        Key key = new Key(from, by == By.STEP ? window.step() : "", by == By.REGION ? window.region() : "");
        lines.computeIfAbsent(key, ignored -> new Sums()).add(window);
        if (lines.size() > MOST_LINES) {
            throw new BadQueryException(List.of("range: more than " + MOST_LINES + " roll-ups (expected: at most "
                    + MOST_LINES + "; narrow it by from, to, step or region, or take a greater width)"));
        }
        startAt = window.windowStart().minusSeconds(window.second());
        firstSecond = Math.min(firstSecond, window.second());
        lastSecond = Math.max(lastSecond, window.second());
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    RollUps lines(String runId, List<Double> percentiles) {
        return new RollUps(
                runId,
                lines.entrySet().stream()
                        .map(line -> line(runId, line.getKey(), line.getValue(), percentiles))
                        .toList());
    }

    private RollUps.Line line(String runId, Key key, Sums sums, List<Double> percentiles) {
        long fromSecond = widthSeconds.isPresent() ? key.fromSecond() : firstSecond;
        return new RollUps.Line(
                fromSecond,
                widthSeconds.map(width -> fromSecond + width).orElse(lastSecond + 1),
                startAt.plusSeconds(fromSecond),
                Optional.of(key.step()).filter(step -> by == By.STEP),
                Optional.of(key.region()).filter(region -> by == By.REGION),
                sums.intended,
                sums.notSent,
                sums.outcomes,
                sums.statuses,
                sums.businessFailures,
                sums.bytesSent,
                sums.bytesReceived,
                sums.connectionsOpened,
                sums.windows.figures(runId, percentiles));
    }
}
