package io.breakwater.analytics.fold;

import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.RequestEventReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Batches of one part of a run that follow one another, counted together. Not thread-safe. */
final class PartCounts {

    private static final long MICROS_PER_SECOND = 1_000_000;

    /** About 100 kB of headers; at a batch a second it is never reached. */
    private static final int MOST_HEADERS = 500;

    /** More than a run of twenty steps fills in many seconds. */
    private static final int MOST_GROUPS = 1_000;

    private final Tallies tallies;
    private final List<BatchHeader> headers = new ArrayList<>();
    private final Map<StepSecondKey, Tally> groups = new HashMap<>();
    private long frontierMicros = Long.MIN_VALUE;
    private long[] limitsMicros = new long[0];
    private @Nullable Tally[] lastOfStep = new Tally[0];

    private record StepSecondKey(int step, long second, boolean warmUp) {}

    PartCounts(Tallies tallies) {
        this.tallies = tallies;
    }

    /** Whether a batch may be counted together with those before it. */
    boolean mayTake(BatchHeader header, RequestEventReader events) {
        BatchHeader last = headers.get(headers.size() - 1);
        if (header.batchNumber() != last.batchNumber() + 1
                || !header.startAt().equals(last.startAt())
                || header.warmUpMicros() != last.warmUpMicros()
                || !header.limitsMicros().equals(last.limitsMicros())
                || !header.steps().equals(last.steps())) {
            return false;
        }
        for (int event = 0; event < events.events(); event++) {
            if (events.intendedStartMicros(event) < frontierMicros) {
                return false;
            }
        }
        return true;
    }

    /** Counts the batch that the reader holds; {@code header} is its header. */
    void add(BatchHeader header, RequestEventReader events) {
        if (headers.isEmpty()) {
            limitsMicros =
                    header.limitsMicros().stream().mapToLong(Long::longValue).toArray();
            lastOfStep = new Tally[header.steps().size()];
        }
        headers.add(header);
        frontierMicros = Math.max(frontierMicros, header.frontierMicros());
        int lastStep = header.steps().size() - 1;
        long warmUpMicros = header.warmUpMicros();
        for (int event = 0; event < events.events(); event++) {
            int step = Math.min(events.step(event), lastStep);
            long intendedMicros = events.intendedStartMicros(event);
            long second = Math.floorDiv(intendedMicros, MICROS_PER_SECOND);
            boolean warmUp = intendedMicros < warmUpMicros;
            Tally tally = lastOfStep[step];
            if (tally == null || !tally.isFor(step, second, warmUp)) {
                tally = group(step, second, warmUp);
                lastOfStep[step] = tally;
            }
            tally.count(events, event);
        }
    }

    private Tally group(int step, long second, boolean warmUp) {
        return groups.computeIfAbsent(new StepSecondKey(step, second, warmUp), key -> {
            Tally fresh = tallies.lend();
            fresh.begin(step, second, warmUp, limitsMicros);
            return fresh;
        });
    }

    boolean isFull() {
        return headers.size() >= MOST_HEADERS || groups.size() >= MOST_GROUPS;
    }

    /** What was counted; this is of no use afterwards. */
    FoldedBatch counted() {
        List<StepSecond> seconds = new ArrayList<>(groups.size());
        for (Tally tally : groups.values()) {
            seconds.add(tally.counted());
            tallies.giveBack(tally);
        }
        return new FoldedBatch(headers, seconds);
    }
}
