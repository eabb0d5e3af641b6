package io.breakwater.generator.http;

import org.jspecify.annotations.Nullable;

/** A queue of calls that any of them can leave at once; a call is in at most one. Not thread-safe. */
final class CallList {

    private @Nullable Call first;
    private @Nullable Call last;

    @Nullable
    Call first() {
        return first;
    }

    void addLast(Call call) {
        call.previous = last;
        call.next = null;
        if (last == null) {
            first = call;
        } else {
            last.next = call;
        }
        last = call;
    }

    /** Adds a call behind those that started before it. Looks from the end, where it nearly belongs. */
    void addByStart(Call call) {
        Call before = last;
        while (before != null && before.startedNanos() > call.startedNanos()) {
            before = before.previous;
        }
        if (before == last) {
            addLast(call);
            return;
        }
        Call behind = before == null ? first : before.next;
        call.previous = before;
        call.next = behind;
        if (before == null) {
            first = call;
        } else {
            before.next = call;
        }
        if (behind != null) {
            behind.previous = call;
        }
    }

    void remove(Call call) {
        Call previous = call.previous;
        Call next = call.next;
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            last = previous;
        } else {
            next.previous = previous;
        }
        call.previous = null;
        call.next = null;
    }
}
