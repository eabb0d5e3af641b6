package io.breakwater.analytics.batch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which batches of one generator's part of a run have come. They are numbered from 0 without gaps, so a duplicate is known
 * by its number and a missing batch by those after it.
 *
 * <p>Frontiers count only up to the first gap: a batch that overtook another says nothing yet of the one it overtook.
 */
public final class BatchNumbers {

    /** What a batch is by its number. */
    public enum Arrival {
        /** Not seen before. */
        NEW,
        /** Seen before: to be dropped. */
        DUPLICATE,
        /** Not seen before, and no longer waited for: to be dropped. */
        GIVEN_UP
    }

    private final TreeMap<Long, Long> overtaking = new TreeMap<>();
    private final TreeMap<Long, Long> givenUp = new TreeMap<>();
    private long next;
    private long received;
    private long frontierMicros = Long.MIN_VALUE;

    /**
     * Takes note of a batch.
     *
     * @param number         its number
     * @param frontierMicros its frontier
     */
    public Arrival arrive(long number, long frontierMicros) {
        if (number < next) {
            Map.Entry<Long, Long> range = givenUp.floorEntry(number);
            return range != null && number <= range.getValue() ? Arrival.GIVEN_UP : Arrival.DUPLICATE;
        }
        if (overtaking.putIfAbsent(number, frontierMicros) != null) {
            return Arrival.DUPLICATE;
        }
        received++;
        advance();
        return Arrival.NEW;
    }

    /** Whether none of these batches came before, and each of them is waited for. */
    public boolean areNew(long first, long last) {
        return first >= next && overtaking.subMap(first, true, last, true).isEmpty();
    }

    /** Waits no longer for the batches before the next one that is there. */
    public void giveUpGap() {
        if (hasGap()) {
            long found = overtaking.firstKey();
            givenUp.put(next, found - 1);
            next = found;
            advance();
        }
    }

    /** Whether a batch is there and one before it is not. */
    public boolean hasGap() {
        return !overtaking.isEmpty();
    }

    /** Whether all batches up to this one are there or given up. */
    public boolean reached(long number) {
        return next > number;
    }

    /** How many batches came, each counted once. */
    public long received() {
        return received;
    }

    /** Below this intended start, in microseconds since the run's start, nothing can come. */
    public long frontierMicros() {
        return frontierMicros;
    }

    /** Whether some batch was given up. */
    public boolean gaveUp() {
        return !givenUp.isEmpty();
    }

    /** How many batches were given up. */
    public long givenUpCount() {
        return givenUp.entrySet().stream()
                .mapToLong(range -> range.getValue() - range.getKey() + 1)
                .sum();
    }

    /** The batches that were given up, for people: {@code "3, 7 to 9"}; the first ten ranges. */
    public String givenUpWords() {
        return givenUp.entrySet().stream()
                        .limit(10)
                        .map(range -> range.getKey().equals(range.getValue())
                                ? String.valueOf(range.getKey())
                                : range.getKey() + " to " + range.getValue())
                        .collect(Collectors.joining(", "))
                + (givenUp.size() > 10 ? " and more" : "");
    }

    private void advance() {
        while (!overtaking.isEmpty() && overtaking.firstKey() == next) {
            frontierMicros =
                    Math.max(frontierMicros, overtaking.pollFirstEntry().getValue());
            next++;
        }
    }

    /** Writes what {@link #read} reads. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(next);
        out.writeLong(received);
        out.writeLong(frontierMicros);
        for (TreeMap<Long, Long> map : List.of(overtaking, givenUp)) {
            out.writeInt(map.size());
            for (Map.Entry<Long, Long> entry : map.entrySet()) {
                out.writeLong(entry.getKey());
                out.writeLong(entry.getValue());
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    public static BatchNumbers read(DataInput in) throws IOException {
        BatchNumbers read = new BatchNumbers();
        read.next = in.readLong();
        read.received = in.readLong();
        read.frontierMicros = in.readLong();
        for (TreeMap<Long, Long> map : List.of(read.overtaking, read.givenUp)) {
            for (int left = in.readInt(); left > 0; left--) {
                map.put(in.readLong(), in.readLong());
            }
        }
        return read;
    }
}
