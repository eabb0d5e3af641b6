package io.breakwater.generator.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The calls that have begun, so that the first one over its time is found at once: one list for each time limit, of which a
 * scenario has few. Not thread-safe.
 */
final class UnderWay {

    private final long commonLimitNanos;
    private long[] limitsNanos;
    private CallList[] lists;

    /** No calls; this limit holds for those that have none of their own. */
    UnderWay(long commonLimitNanos) {
        this.commonLimitNanos = commonLimitNanos;
        this.limitsNanos = new long[] {commonLimitNanos};
        this.lists = new CallList[] {new CallList()};
    }

    /** How long a call may take. */
    long limitNanos(Call call) {
        long own = call.timeoutNanos();
        return own > 0 ? own : commonLimitNanos;
    }

    /** The shortest limit that any call has had. */
    long shortestLimitNanos() {
        long shortest = limitsNanos[0];
        for (long limit : limitsNanos) {
            shortest = Math.min(shortest, limit);
        }
        return shortest;
    }

    void add(Call call) {
        CallList list = list(limitNanos(call));
        call.list = list;
        list.addByStart(call);
    }

    void remove(Call call) {
        CallList list = call.list;
        if (list == null) {
            throw new IllegalStateException("call: in no list (expected: in one while it is under way)");
        }
        call.list = null;
        list.remove(call);
    }

    /** A call whose time is over; null when there is none. */
    @Nullable
    Call overdue(long nowNanos) {
        for (int i = 0; i < lists.length; i++) {
            Call call = lists[i].first();
            if (call != null && nowNanos - call.startedNanos() >= limitsNanos[i]) {
                return call;
            }
        }
        return null;
    }

    /** Any call; null when there is none. */
    @Nullable
    Call any() {
        for (CallList list : lists) {
            if (list.first() != null) {
                return list.first();
            }
        }
        return null;
    }

    private CallList list(long limitNanos) {
        for (int i = 0; i < limitsNanos.length; i++) {
            if (limitsNanos[i] == limitNanos) {
                return lists[i];
            }
        }
        int at = lists.length;
        limitsNanos = Arrays.copyOf(limitsNanos, at + 1);
        lists = Arrays.copyOf(lists, at + 1);
        limitsNanos[at] = limitNanos;
        lists[at] = new CallList();
        return lists[at];
    }
}
