package io.breakwater.benchmarks;

import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.request.UnreadableBatchException;
import io.breakwater.measurement.histogram.LatencyHistogram;

/** What the events of a run say, all of them and those that ended within a window. Not thread-safe. */
final class SentEvents {

    private final long fromMicros;
    private final long toMicros;
    private final RequestEventReader reader = new RequestEventReader();
    private final LatencyHistogram responseTime = new LatencyHistogram();
    private final LatencyHistogram scheduleLag = new LatencyHistogram();
    private final LatencyHistogram dispatchLag = new LatencyHistogram();
    private long all;
    private long failed;
    private long notSent;
    private long inWindow;
    private long lost;
    private long longestPauseMicros;

    SentEvents(long fromMicros, long toMicros) {
        this.fromMicros = fromMicros;
        this.toMicros = toMicros;
    }

    void add(byte[] batch) {
        BatchHeader header;
        try {
            header = reader.read(batch);
        } catch (UnreadableBatchException e) {
            throw new IllegalStateException("request-events: unreadable (expected: batches)", e);
        }
        lost = header.health().eventsLost();
        if (header.frontierMicros() >= fromMicros) {
            dispatchLag.addEncoded(header.health().dispatchLagHistogram());
            longestPauseMicros = Math.max(longestPauseMicros, header.health().longestPauseMicros());
        }
        for (int i = 0; i < reader.events(); i++) {
            all++;
            if (!reader.sent(i)) {
                notSent++;
                continue;
            }
            failed += reader.requestOutcome(i) == RequestOutcome.SUCCEEDED ? 0 : 1;
            if (reader.intendedStartMicros(i) >= fromMicros) {
                responseTime.record(reader.responseTimeMicros(i));
                scheduleLag.record(reader.scheduleLagMicros(i));
            }
            long ended = reader.intendedStartMicros(i) + reader.responseTimeMicros(i);
            inWindow += ended >= fromMicros && ended < toMicros ? 1 : 0;
        }
    }

    long all() {
        return all;
    }

    long failed() {
        return failed;
    }

    long notSent() {
        return notSent;
    }

    long inWindow() {
        return inWindow;
    }

    long lost() {
        return lost;
    }

    long longestPauseMicros() {
        return longestPauseMicros;
    }

    LatencyHistogram responseTime() {
        return responseTime;
    }

    LatencyHistogram scheduleLag() {
        return scheduleLag;
    }

    LatencyHistogram dispatchLag() {
        return dispatchLag;
    }
}
