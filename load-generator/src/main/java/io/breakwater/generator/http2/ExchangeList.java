package io.breakwater.generator.http2;

import org.jspecify.annotations.Nullable;

/** A queue of exchanges that any of them can leave at once; an exchange is in at most one. Not thread-safe. */
final class ExchangeList {

    private @Nullable Exchange first;
    private @Nullable Exchange last;
    private int size;

    @Nullable
    Exchange first() {
        return first;
    }

    int size() {
        return size;
    }

    /** One whose time is over; who waits for a connection of its own hears of the connect timeout instead. */
    @Nullable
    Exchange overdue(long nowNanos) {
        Exchange exchange = first;
        while (exchange != null && (exchange.openingConnection || nowNanos < exchange.deadlineNanos)) {
            exchange = exchange.next;
        }
        return exchange;
    }

    /** Forgets them all, as after a defect. */
    void clear() {
        for (Exchange exchange = first; exchange != null; exchange = first) {
            remove(exchange);
            exchange.rest();
        }
    }

    /** When the time of the first of them is over; {@code Long.MAX_VALUE} when there are none. */
    long earliestDeadlineNanos() {
        long earliest = Long.MAX_VALUE;
        for (Exchange exchange = first; exchange != null; exchange = exchange.next) {
            earliest = Math.min(earliest, exchange.deadlineNanos);
        }
        return earliest;
    }

    void addLast(Exchange exchange) {
        Exchange before = last;
        exchange.previous = before;
        exchange.next = null;
        exchange.list = this;
        if (before == null) {
            first = exchange;
        } else {
            before.next = exchange;
        }
        last = exchange;
        size++;
    }

    /** Takes an exchange out, if it is in here. */
    void remove(Exchange exchange) {
        if (exchange.list != this) {
            return;
        }
        Exchange previous = exchange.previous;
        Exchange next = exchange.next;
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
        exchange.previous = null;
        exchange.next = null;
        exchange.list = null;
        size--;
    }
}
