package io.breakwater.generator.session;

import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.request.StepAccounting;
import java.util.ArrayList;
import java.util.List;

/** One loop's side of the accounting identity. What is in flight is counted apart, so that the identity proves something. */
final class StepCounts {

    private final long[] intended;
    private final long[] completed;
    private final long[] notSent;
    private final long[] messages;
    private final long[] cryptographyNanos;

    StepCounts(int steps) {
        intended = new long[steps];
        completed = new long[steps];
        notSent = new long[steps];
        messages = new long[steps];
        cryptographyNanos = new long[steps];
    }

    void intended(int step) {
        intended[step]++;
    }

    void completed(int step) {
        completed[step]++;
    }

    void notSent(int step) {
        notSent[step]++;
    }

    void encrypted(int step, long nanos) {
        messages[step]++;
        cryptographyNanos[step] += nanos;
    }

    void decrypted(int step, long nanos) {
        cryptographyNanos[step] += nanos;
    }

    List<StepAccounting> accounting(long[] inFlight) {
        List<StepAccounting> accounting = new ArrayList<>(intended.length);
        for (int step = 0; step < intended.length; step++) {
            // Whether the identity holds is for the readers to judge; a run that ended here over it would tell nobody.
            accounting.add(new StepAccounting(
                    intended[step],
                    completed[step],
                    inFlight[step],
                    notSent[step],
                    new CryptographyTime(messages[step], cryptographyNanos[step])));
        }
        return accounting;
    }
}
