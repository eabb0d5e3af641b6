package io.breakwater.generator.session;

/** How many iterations of open-model loads may be under way on one event loop at once. Confined to the loop. */
final class VirtualUserLimit {

    private int left;

    VirtualUserLimit(int most) {
        left = most;
    }

    boolean isReached() {
        return left <= 0;
    }

    void take() {
        left--;
    }

    void giveBack() {
        left++;
    }
}
