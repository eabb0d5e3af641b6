package io.breakwater.generator.http;

import java.util.ArrayList;
import java.util.List;

/**
 * How many connections one event loop may hold open, over all targets of a run. Where one target's connections rest while another
 * has none left to open, one of them is closed. Confined to its event loop.
 */
public final class ConnectionBudget {

    private final int limit;
    private final List<ConnectionPool> pools = new ArrayList<>();
    private int taken;

    /** A budget of so many connections; at least 1. */
    public ConnectionBudget(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("connections: " + limit + " (expected: 1 or more)");
        }
        this.limit = limit;
    }

    void join(ConnectionPool pool) {
        pools.add(pool);
    }

    /** How many more may be opened now. */
    int room() {
        return limit - taken;
    }

    void take() {
        taken++;
    }

    /** One was closed, or could not be opened: those who wait may open another. */
    void giveBack() {
        taken--;
        for (int i = 0; i < pools.size() && room() > 0; i++) {
            pools.get(i).openForWaiting();
        }
    }

    /** Closes a connection to another target that rests; its room comes free when it is closed. */
    void askForRoom(ConnectionPool asking) {
        for (int i = 0; i < pools.size(); i++) {
            ConnectionPool pool = pools.get(i);
            if (pool != asking && pool.closeOneResting()) {
                return;
            }
        }
    }

    /** Whether somebody who wants another target has waited longer than anybody who wants this one. */
    boolean isWantedElsewhere(ConnectionPool own) {
        if (pools.size() == 1 || room() > 0) {
            return false;
        }
        for (int i = 0; i < pools.size(); i++) {
            ConnectionPool pool = pools.get(i);
            if (pool != own && pool.hasWaitedLongerThan(own)) {
                return true;
            }
        }
        return false;
    }
}
