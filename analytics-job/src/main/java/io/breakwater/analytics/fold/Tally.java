package io.breakwater.analytics.fold;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.measurement.histogram.TimeCounts;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Counts the events of one step, second and warm-up flag of batches that are counted together. Reused. */
final class Tally {

    private final long[] notSent = new long[NotSentReason.values().length];
    private final long[] outcomes = new long[RequestOutcome.values().length];
    private final TreeMap<Integer, Long> statuses = new TreeMap<>();
    private final TimeCounts responseTimes = new TimeCounts();
    private final TimeCounts failedResponseTimes = new TimeCounts();
    private final TimeCounts serviceTimes = new TimeCounts();
    private final TimeCounts failedServiceTimes = new TimeCounts();
    private final TimeCounts scheduleLags = new TimeCounts();
    private final TimeCounts connectTimes = new TimeCounts();
    private final TimeCounts tlsTimes = new TimeCounts();
    private final TimeCounts firstByteTimes = new TimeCounts();
    private long[] limitsMicros = new long[0];
    private long[] responseTimeWithin = new long[0];
    private long[] serviceTimeWithin = new long[0];
    private long completed;
    private long businessFailures;
    private long tokenRefusals;
    private long failed;
    private long bytesSent;
    private long bytesReceived;
    private long connectionsOpened;
    private long responseTimeSumMicros;
    private long serviceTimeSumMicros;
    private int status;
    private long statusInARow;
    private int step;
    private long second;
    private boolean warmUp;

    void begin(int step, long second, boolean warmUp, long[] limitsMicros) {
        this.step = step;
        this.second = second;
        this.warmUp = warmUp;
        this.limitsMicros = limitsMicros;
        responseTimeWithin = new long[limitsMicros.length];
        serviceTimeWithin = new long[limitsMicros.length];
        Arrays.fill(notSent, 0);
        Arrays.fill(outcomes, 0);
        statuses.clear();
        status = 0;
        statusInARow = 0;
        for (TimeCounts times : List.of(
                responseTimes,
                failedResponseTimes,
                serviceTimes,
                failedServiceTimes,
                scheduleLags,
                connectTimes,
                tlsTimes,
                firstByteTimes)) {
            times.reset();
        }
        completed = 0;
        businessFailures = 0;
        tokenRefusals = 0;
        failed = 0;
        bytesSent = 0;
        bytesReceived = 0;
        connectionsOpened = 0;
        responseTimeSumMicros = 0;
        serviceTimeSumMicros = 0;
    }

    boolean isFor(int step, long second, boolean warmUp) {
        return this.step == step && this.second == second && this.warmUp == warmUp;
    }

    void count(RequestEventReader events, int event) {
        if (!events.sent(event)) {
            notSent[events.notSentReason(event).ordinal()]++;
            return;
        }
        completed++;
        RequestOutcome outcome = events.requestOutcome(event);
        BusinessOutcome business = events.businessOutcome(event);
        outcomes[outcome.ordinal()]++;
        businessFailures += business == BusinessOutcome.FAILED ? 1 : 0;
        tokenRefusals += business == BusinessOutcome.TOKEN_REFUSED ? 1 : 0;
        countStatus(events.status(event));
        bytesSent += events.bytesSent(event);
        bytesReceived += events.bytesReceived(event);
        if (events.connectMicros(event) > 0) {
            connectionsOpened++;
            connectTimes.record(events.connectMicros(event));
        }
        if (events.tlsMicros(event) > 0) {
            tlsTimes.record(events.tlsMicros(event));
        }
        if (events.firstByteMicros(event) > 0) {
            firstByteTimes.record(events.firstByteMicros(event));
        }
        long responseTimeMicros = events.responseTimeMicros(event);
        long serviceTimeMicros = events.serviceTimeMicros(event);
        scheduleLags.record(events.scheduleLagMicros(event));
        if (outcome != RequestOutcome.SUCCEEDED || business.isFailure()) {
            failed++;
            failedResponseTimes.record(responseTimeMicros);
            failedServiceTimes.record(serviceTimeMicros);
            return;
        }
        responseTimes.record(responseTimeMicros);
        serviceTimes.record(serviceTimeMicros);
        responseTimeSumMicros += responseTimeMicros;
        serviceTimeSumMicros += serviceTimeMicros;
        for (int limit = 0; limit < limitsMicros.length; limit++) {
            responseTimeWithin[limit] += responseTimeMicros <= limitsMicros[limit] ? 1 : 0;
            serviceTimeWithin[limit] += serviceTimeMicros <= limitsMicros[limit] ? 1 : 0;
        }
    }

    StepSecond counted() {
        countStatus(0);
        RequestCounts counts = new RequestCounts(
                completed,
                listOf(notSent),
                listOf(outcomes),
                statuses,
                businessFailures,
                tokenRefusals,
                failed,
                bytesSent,
                bytesReceived,
                connectionsOpened,
                listOf(responseTimeWithin),
                listOf(serviceTimeWithin),
                responseTimes.encode(),
                failedResponseTimes.encode(),
                serviceTimes.encode(),
                failedServiceTimes.encode(),
                scheduleLags.encode(),
                connectTimes.encode(),
                tlsTimes.encode(),
                firstByteTimes.encode(),
                responseTimeSumMicros,
                serviceTimeSumMicros);
        return new StepSecond(step, second, warmUp, counts);
    }

    /** Runs of equal statuses are boxed once; 0 stands for no response and is not counted. */
    private void countStatus(int next) {
        if (next != status) {
            if (status != 0) {
                statuses.merge(status, statusInARow, Long::sum);
            }
            status = next;
            statusInARow = 0;
        }
        statusInARow++;
    }

    private static List<Long> listOf(long[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
