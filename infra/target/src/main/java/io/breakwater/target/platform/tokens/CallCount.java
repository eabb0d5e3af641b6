package io.breakwater.target.platform.tokens;

/** How many calls fell into the current window of a limit, such as a minute or a day. */
public final class CallCount {

    private long window = Long.MIN_VALUE;
    private int calls;

    /** Whether another call fits under the limit, and counts it if so; the window is the number of the minute or day. */
    public boolean take(long currentWindow, int limit) {
        if (currentWindow != window) {
            window = currentWindow;
            calls = 0;
        }
        if (calls >= limit) {
            return false;
        }
        calls++;
        return true;
    }
}
