package io.breakwater.analytics.fold;

import io.breakwater.events.request.BatchKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The highest batch number that came so far of each part. Bounded: of a part that is forgotten, no batch is the newest until
 * one has come. Not thread-safe.
 */
final class HighestNumbers {

    /** Twice the ten thousand runs that may go on at once; about 100 bytes each. */
    private static final int MOST = 20_000;

    private final Map<BatchKey, Long> numbers = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BatchKey, Long> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Whether the batch cannot have come before: its number is higher than any of its part so far. Takes note of it. A part
     * begins with number 0.
     */
    boolean isNewest(BatchKey key, long number) {
        Long before = numbers.get(key);
        if (before == null || number > before) {
            numbers.put(key, number);
        }
        return before == null ? number == 0 : number > before;
    }

    /** Bytes that {@link #addAll} reads. */
    byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(numbers.size());
            for (Map.Entry<BatchKey, Long> entry : numbers.entrySet()) {
                out.writeUTF(entry.getKey().runId());
                out.writeUTF(entry.getKey().generatorId());
                out.writeLong(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Takes note of what another one knew. */
    void addAll(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int left = in.readInt(); left > 0; left--) {
                BatchKey key = new BatchKey(in.readUTF(), in.readUTF());
                numbers.merge(key, in.readLong(), Math::max);
            }
        }
    }
}
