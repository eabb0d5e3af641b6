package io.breakwater.system.record;

import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.window.WindowSummary;
import io.breakwater.events.window.WindowSummary.LimitCount;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One second of one step, counted event by event. */
final class WindowCount {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final String runId;
    private final String step;
    private final long second;
    private final BatchHeader header;
    private final Map<String, Long> notSent = new TreeMap<>();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> statuses = new TreeMap<>();
    private final long[] responseTimeWithin;
    private final long[] serviceTimeWithin;
    private final LatencyHistogram responseTimes = new LatencyHistogram();
    private final LatencyHistogram serviceTimes = new LatencyHistogram();
    private final LatencyHistogram scheduleLags = new LatencyHistogram();
    private final LatencyHistogram connectTimes = new LatencyHistogram();
    private final LatencyHistogram tlsTimes = new LatencyHistogram();
    private final LatencyHistogram firstByteTimes = new LatencyHistogram();
    private long completed;
    private long businessFailures;
    private long tokenRefusals;
    private long failed;
    private long bytesSent;
    private long bytesReceived;
    private long connectionsOpened;

    WindowCount(String runId, String step, long second, BatchHeader header) {
        this.runId = runId;
        this.step = step;
        this.second = second;
        this.header = header;
        this.responseTimeWithin = new long[header.limitsMicros().size()];
        this.serviceTimeWithin = new long[header.limitsMicros().size()];
    }

    void add(RequestEventReader reader, int event) {
        if (!reader.sent(event)) {
            notSent.merge(reader.notSentReason(event).name(), 1L, Long::sum);
            return;
        }
        completed++;
        outcomes.merge(reader.requestOutcome(event).name(), 1L, Long::sum);
        if (reader.status(event) != 0) {
            statuses.merge(String.valueOf(reader.status(event)), 1L, Long::sum);
        }
        businessFailures += reader.businessOutcome(event) == BusinessOutcome.FAILED ? 1 : 0;
        tokenRefusals += reader.businessOutcome(event) == BusinessOutcome.TOKEN_REFUSED ? 1 : 0;
        bytesSent += reader.bytesSent(event);
        bytesReceived += reader.bytesReceived(event);
        connectionsOpened += reader.connectMicros(event) > 0 ? 1 : 0;
        responseTimes.record(reader.responseTimeMicros(event));
        serviceTimes.record(reader.serviceTimeMicros(event));
        scheduleLags.record(reader.scheduleLagMicros(event));
        if (reader.connectMicros(event) > 0) {
            connectTimes.record(reader.connectMicros(event));
        }
        if (reader.tlsMicros(event) > 0) {
            tlsTimes.record(reader.tlsMicros(event));
        }
        if (reader.firstByteMicros(event) > 0) {
            firstByteTimes.record(reader.firstByteMicros(event));
        }
        if (EventCount.failed(reader, event)) {
            failed++;
            return;
        }
        for (int limit = 0; limit < responseTimeWithin.length; limit++) {
            long limitMicros = header.limitsMicros().get(limit);
            responseTimeWithin[limit] += reader.responseTimeMicros(event) <= limitMicros ? 1 : 0;
            serviceTimeWithin[limit] += reader.serviceTimeMicros(event) <= limitMicros ? 1 : 0;
        }
    }

    /** Successful requests within one of the run's limits. */
    long within(long limitMicros) {
        return responseTimeWithin[header.limitsMicros().indexOf(limitMicros)];
    }

    WindowSummary summary() {
        List<LimitCount> limits = new ArrayList<>();
        for (int limit = 0; limit < responseTimeWithin.length; limit++) {
            limits.add(new LimitCount(
                    header.limitsMicros().get(limit), responseTimeWithin[limit], serviceTimeWithin[limit]));
        }
        long events =
                completed + notSent.values().stream().mapToLong(Long::longValue).sum();
        return new WindowSummary(
                runId,
                step,
                header.region(),
                header.startAt().plusSeconds(second),
                second,
                events + 1,
                true,
                (second + 1) * MICROS_PER_SECOND <= header.warmUpMicros(),
                completed,
                notSent,
                outcomes,
                statuses,
                businessFailures,
                tokenRefusals,
                failed,
                bytesSent,
                bytesReceived,
                connectionsOpened,
                limits,
                responseTimes.encode(),
                serviceTimes.encode(),
                scheduleLags.encode(),
                connectTimes.encode(),
                tlsTimes.encode(),
                firstByteTimes.encode());
    }
}
