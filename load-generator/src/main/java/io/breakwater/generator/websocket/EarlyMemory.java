package io.breakwater.generator.websocket;

/** How many bytes the early messages of all links of one event loop may take up together. Confined to its event loop. */
final class EarlyMemory {

    /** A generator with two loops keeps 32 MiB at most, of a heap that is usually some hundred. */
    static final long MOST_BYTES = 16L * 1024 * 1024;

    private final long mostBytes;
    private long takenBytes;

    EarlyMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Takes bytes; false when so many are not left. */
    boolean take(long bytes) {
        if (takenBytes + bytes > mostBytes) {
            return false;
        }
        takenBytes += bytes;
        return true;
    }

    void giveBack(long bytes) {
        takenBytes -= bytes;
    }

    /** Whether links should let go of what they do not need just now, for others may. */
    boolean isScarce() {
        return takenBytes > mostBytes / 2;
    }

    /** How many bytes are taken. */
    long takenBytes() {
        return takenBytes;
    }
}
