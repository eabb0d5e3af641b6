package io.breakwater.analytics.window;

import io.breakwater.analytics.fold.CountsSum;
import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.window.WindowSummary;
import io.breakwater.events.window.WindowSummary.LimitCount;
import io.breakwater.measurement.histogram.EncodedHistogram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The windows of one run to which requests can still come. A window is closed once the frontiers of all parts have passed
 * its end, and then forgotten: how many are open depends on how long requests take, not on how long the run does.
 */
public final class OpenWindows {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final TreeMap<Key, Window> windows = new TreeMap<>();
    private long closedBeforeMicros = Long.MIN_VALUE;

    private record Key(long second, int step, String region) implements Comparable<Key> {

        private static final Comparator<Key> ORDER = Comparator.comparingLong(Key::second)
                .thenComparingInt(Key::step)
                .thenComparing(Key::region);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Window {
        private final CountsSum counts;
        private boolean published;

        Window(RequestCounts counts, boolean published) {
            this.counts = new CountsSum(counts);
            this.published = published;
        }
    }

    /** Hears that nothing more can come to a window. */
    public interface Closed {

        /** The last that is known of a second of a step in a region. */
        void closed(long second, int step, String region, RequestCounts counts);
    }

    /** Whether this second's windows are closed, so that what comes for them comes too late. */
    public boolean isClosed(long second) {
        return endMicros(second) <= closedBeforeMicros;
    }

    /** The end of a second, in microseconds since the run's start. */
    public static long endMicros(long second) {
        return Math.multiplyExact(second + 1, MICROS_PER_SECOND);
    }

    /** Adds requests to a window that is not closed. */
    public void add(long second, int step, String region, RequestCounts counts) {
        if (isClosed(second)) {
            throw new IllegalStateException(
                    "second: " + second + " (expected: not closed, " + closedBeforeMicros + " us)");
        }
        Key key = new Key(second, step, region);
        Window window = windows.get(key);
        if (window == null) {
            windows.put(key, new Window(counts, false));
        } else {
            window.counts.add(counts);
            window.published = false;
        }
    }

    /**
     * Closes and hands over each window that ends at the frontier or before.
     *
     * @param frontierMicros below this intended start nothing more will be taken
     * @param sureMicros     below this intended start nothing is missing; a window beyond it is not complete
     * @param closed         hears of each, in the order of their seconds
     */
    public void close(
            long frontierMicros, long sureMicros, WindowFrame frame, Closed closed, Consumer<WindowSummary> to) {
        closedBeforeMicros = Math.max(closedBeforeMicros, frontierMicros);
        while (!windows.isEmpty() && isClosed(windows.firstKey().second())) {
            Map.Entry<Key, Window> entry = windows.pollFirstEntry();
            RequestCounts counts = entry.getValue().counts.value();
            closed.closed(
                    entry.getKey().second(),
                    entry.getKey().step(),
                    entry.getKey().region(),
                    counts);
            boolean complete = endMicros(entry.getKey().second()) <= sureMicros;
            if (complete || !entry.getValue().published) {
                to.accept(summary(entry.getKey(), counts, complete, frame));
            }
        }
    }

    /** Hands over each open window to which something came since it was last handed over. */
    public void publishChanged(WindowFrame frame, Consumer<WindowSummary> to) {
        for (Map.Entry<Key, Window> entry : windows.entrySet()) {
            Window window = entry.getValue();
            if (!window.published) {
                to.accept(summary(entry.getKey(), window.counts.value(), false, frame));
                window.published = true;
            }
        }
    }

    /** How many windows are open. */
    public int count() {
        return windows.size();
    }

    private static WindowSummary summary(Key key, RequestCounts counts, boolean complete, WindowFrame frame) {
        List<LimitCount> limits = new ArrayList<>();
        for (int limit = 0; limit < frame.limitsMicros().size(); limit++) {
            limits.add(new LimitCount(
                    frame.limitsMicros().get(limit),
                    counts.responseTimeWithin().get(limit),
                    counts.serviceTimeWithin().get(limit)));
        }
        TreeMap<String, Long> statuses = new TreeMap<>();
        counts.statuses().forEach((status, count) -> statuses.put(String.valueOf(status), count));
        return new WindowSummary(
                frame.runId(),
                frame.steps().get(key.step()),
                key.region(),
                frame.startAt().plusSeconds(key.second()),
                key.second(),
                counts.events() + (complete ? 1 : 0),
                complete,
                endMicros(key.second()) <= frame.warmUpMicros(),
                counts.completed(),
                named(NotSentReason.values(), counts.notSent()),
                named(RequestOutcome.values(), counts.outcomes()),
                statuses,
                counts.businessFailures(),
                counts.tokenRefusals(),
                counts.failed(),
                counts.bytesSent(),
                counts.bytesReceived(),
                counts.connectionsOpened(),
                limits,
                EncodedHistogram.merge(counts.responseTimes(), counts.failedResponseTimes()),
                EncodedHistogram.merge(counts.serviceTimes(), counts.failedServiceTimes()),
                counts.scheduleLags(),
                counts.connectTimes(),
                counts.tlsTimes(),
                counts.firstByteTimes());
    }

    /** Counts by the names of an enum's constants; what did not occur is left out. */
    public static Map<String, Long> named(Enum<?>[] constants, List<Long> counts) {
        TreeMap<String, Long> named = new TreeMap<>();
        for (Enum<?> constant : constants) {
            if (counts.get(constant.ordinal()) > 0) {
                named.put(constant.name(), counts.get(constant.ordinal()));
            }
        }
        return named;
    }

    /** Writes what {@link #read} reads. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(closedBeforeMicros);
        out.writeInt(windows.size());
        for (Map.Entry<Key, Window> entry : windows.entrySet()) {
            out.writeLong(entry.getKey().second());
            out.writeInt(entry.getKey().step());
            out.writeUTF(entry.getKey().region());
            out.writeBoolean(entry.getValue().published);
            entry.getValue().counts.sum().write(out);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static OpenWindows read(DataInput in) throws IOException {
        return read(in, true);
    }

    /** Reads what was written before windows had regions: they stand without one. */
    public static OpenWindows readFirstForm(DataInput in) throws IOException {
        return read(in, false);
    }

    private static OpenWindows read(DataInput in, boolean regions) throws IOException {
        OpenWindows read = new OpenWindows();
        read.closedBeforeMicros = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            Key key = new Key(in.readLong(), in.readInt(), regions ? in.readUTF() : "");
            boolean published = in.readBoolean();
            RequestCounts counts = regions ? RequestCounts.read(in) : RequestCounts.readFirstForm(in);
            read.windows.put(key, new Window(counts, published));
        }
        return read;
    }
}
