package io.breakwater.generator.websocket;

import io.breakwater.generator.http.BodyBytes;
import java.util.Arrays;

/**
 * Messages that came while no step awaited one, oldest first: at most 64 and 1 MiB of a link, beyond which the oldest go, and as
 * many as the memory has room for, beyond which the newest go. Not thread-safe.
 */
final class EarlyMessages {

    static final int MOST_MESSAGES = 64;
    static final int MOST_BYTES = 1024 * 1024;

    /** A link does not hold on to more after an unusually long message. */
    private static final int KEPT_CAPACITY_BYTES = 1_024;

    private static final byte[] NONE = new byte[0];

    private final EarlyMemory memory;
    private byte[][] messages = new byte[0][];
    private int[] lengths = new int[0];
    private int first;
    private int count;
    private int bytes;

    EarlyMessages(EarlyMemory memory) {
        this.memory = memory;
    }

    /** Keeps a message; returns how many were dropped for it, itself perhaps. */
    int add(BodyBytes message) {
        int length = message.length();
        if (length > MOST_BYTES) {
            return 1;
        }
        if (messages.length == 0) {
            // Most links never need it.
            messages = new byte[MOST_MESSAGES][];
            lengths = new int[MOST_MESSAGES];
            Arrays.fill(messages, NONE);
        }
        int dropped = 0;
        while (count == MOST_MESSAGES || bytes + length > MOST_BYTES) {
            removeFirst();
            dropped++;
        }
        int place = (first + count) % MOST_MESSAGES;
        int grown = length - messages[place].length;
        if (grown > 0) {
            if (!memory.take(grown)) {
                return dropped + 1;
            }
            messages[place] = new byte[length];
        }
        System.arraycopy(message.bytes(), 0, messages[place], 0, length);
        lengths[place] = length;
        bytes += length;
        count++;
        return dropped;
    }

    /** Moves the oldest message into a body; false when there is none. */
    boolean poll(BodyBytes into) {
        if (count == 0) {
            return false;
        }
        into.reset();
        into.append(messages[first], 0, lengths[first]);
        removeFirst();
        return true;
    }

    void clear() {
        while (count > 0) {
            removeFirst();
        }
    }

    private void removeFirst() {
        bytes -= lengths[first];
        if (messages[first].length > KEPT_CAPACITY_BYTES || memory.isScarce()) {
            memory.giveBack(messages[first].length);
            messages[first] = NONE;
        }
        first = (first + 1) % MOST_MESSAGES;
        count--;
    }
}
