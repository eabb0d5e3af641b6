package io.breakwater.generator.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many connections one event loop may hold open, over all targets of a run, WebSockets among them. Where the connections of
 * one holder rest while another has none left to open, one of them is closed. Confined to its event loop.
 */
public final class ConnectionBudget {

    private final int limit;
    private final List<Holder> holders = new ArrayList<>();
    private int taken;

    /** Who opens connections within a budget. */
    public interface Holder {

        /** Opens connections for those who wait, as far as the budget has room. */
        void openForWaiting();

        /** Closes a connection that rests, the one that has rested longest; false when none does. */
        boolean closeOneResting();

        /** Since when the one waits who has waited longest, of {@code System.nanoTime()}; the largest number when nobody does. */
        long waitsSinceNanos();
    }

    /** A budget of so many connections; at least 1. */
    public ConnectionBudget(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("connections: " + limit + " (expected: 1 or more)");
        }
        this.limit = limit;
    }

    /** How many there may be in all. */
    public int limit() {
        return limit;
    }

    /** Takes part. */
    public void join(Holder holder) {
        holders.add(holder);
    }

    /** How many more may be opened now. */
    public int room() {
        return limit - taken;
    }

    /** One is about to be opened. */
    public void take() {
        taken++;
    }

    /** One was closed, or could not be opened: those who wait may open another. */
    public void giveBack() {
        taken--;
        Holder longest = longestWaiting();
        if (longest != null && room() > 0) {
            longest.openForWaiting();
        }
        for (int i = 0; i < holders.size() && room() > 0; i++) {
            holders.get(i).openForWaiting();
        }
    }

    private @Nullable Holder longestWaiting() {
        Holder longest = null;
        for (int i = 0; i < holders.size(); i++) {
            Holder holder = holders.get(i);
            long since = holder.waitsSinceNanos();
            if (since != Long.MAX_VALUE && (longest == null || since < longest.waitsSinceNanos())) {
                longest = holder;
            }
        }
        return longest;
    }

    /** Closes a connection of another holder that rests; its room comes free when it is closed. */
    public void askForRoom(Holder asking) {
        for (int i = 0; i < holders.size(); i++) {
            Holder holder = holders.get(i);
            if (holder != asking && holder.closeOneResting()) {
                return;
            }
        }
    }

    /** Whether somebody who wants another holder's connections has waited longer than anybody who wants this one's. */
    boolean isWantedElsewhere(Holder own) {
        if (holders.size() == 1 || room() > 0) {
            return false;
        }
        long ownSinceNanos = own.waitsSinceNanos();
        for (int i = 0; i < holders.size(); i++) {
            Holder holder = holders.get(i);
            if (holder != own && holder.waitsSinceNanos() < ownSinceNanos) {
                return true;
            }
        }
        return false;
    }
}
