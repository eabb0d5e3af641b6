package io.breakwater.generator.session;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Virtual users in the order in which they are to be woken: a binary heap that any of them can leave. A virtual user is in at
 * most one such queue. Allocates nothing but what it grows by. Not thread-safe.
 */
final class WakeQueue {

    private @Nullable VirtualUser[] heap = new VirtualUser[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** When the first is to be woken; {@code Long.MAX_VALUE} when nobody waits. */
    long nextNanos() {
        VirtualUser first = heap[0];
        return first == null ? Long.MAX_VALUE : first.wakeNanos;
    }

    /** When to wake the first so that those who follow within this time are woken with it. */
    long gatheredNanos(long gatherNanos) {
        // The second is one of the two below the first.
        long second = Math.min(nanosAt(1), nanosAt(2));
        return TurnTimer.gathered(nextNanos(), second, gatherNanos);
    }

    private long nanosAt(int place) {
        VirtualUser user = heap[place];
        return user == null ? Long.MAX_VALUE : user.wakeNanos;
    }

    void add(VirtualUser user, long wakeNanos) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        user.wakeNanos = wakeNanos;
        user.queue = this;
        up(size++, user);
    }

    /** Takes the first out; nothing when nobody waits. */
    @Nullable
    VirtualUser poll() {
        VirtualUser first = heap[0];
        if (first != null) {
            remove(first);
        }
        return first;
    }

    /** Takes out one that is in this queue. */
    void remove(VirtualUser user) {
        int place = user.queuePlace;
        VirtualUser last = heap[--size];
        heap[size] = null;
        user.queue = null;
        if (last != null && last != user) {
            down(place, last);
            if (heap[place] == last) {
                up(place, last);
            }
        }
    }

    private void up(int from, VirtualUser user) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            VirtualUser above = heap[parent];
            if (above == null || above.wakeNanos <= user.wakeNanos) {
                break;
            }
            put(place, above);
            place = parent;
        }
        put(place, user);
    }

    private void down(int from, VirtualUser user) {
        int place = from;
        while (true) {
            int child = 2 * place + 1;
            if (child >= size) {
                break;
            }
            VirtualUser lower = heap[child];
            VirtualUser right = child + 1 < size ? heap[child + 1] : null;
            if (right != null && lower != null && right.wakeNanos < lower.wakeNanos) {
                lower = right;
                child++;
            }
            if (lower == null || lower.wakeNanos >= user.wakeNanos) {
                break;
            }
            put(place, lower);
            place = child;
        }
        put(place, user);
    }

    private void put(int place, VirtualUser user) {
        heap[place] = user;
        user.queuePlace = place;
    }
}
