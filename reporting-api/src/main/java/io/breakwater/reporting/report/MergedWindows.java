package io.breakwater.reporting.report;

import io.breakwater.events.window.WindowSummary;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.List;

/**
 * Windows added up: their histograms are merged and the percentiles read from the sum, because an average of percentiles
 * is a percentile of nothing. Not thread-safe.
 */
final class MergedWindows {

    private final LatencyHistogram responseTime = new LatencyHistogram();
    private final LatencyHistogram serviceTime = new LatencyHistogram();
    private final LatencyHistogram scheduleLag = new LatencyHistogram();
    private final LatencyHistogram connectTime = new LatencyHistogram();
    private final LatencyHistogram tlsTime = new LatencyHistogram();
    private final LatencyHistogram firstByteTime = new LatencyHistogram();
    private long windows;
    private long completed;
    private long failed;
    private long tokenRefusals;
    private long notSent;
    private boolean complete = true;

    void add(WindowSummary window) {
        responseTime.addEncoded(window.responseTimeHistogram());
        serviceTime.addEncoded(window.serviceTimeHistogram());
        scheduleLag.addEncoded(window.scheduleLagHistogram());
        connectTime.addEncoded(window.connectTimeHistogram());
        tlsTime.addEncoded(window.tlsTimeHistogram());
        firstByteTime.addEncoded(window.firstByteTimeHistogram());
        windows++;
        completed += window.completed();
        failed += window.failed();
        tokenRefusals += window.tokenRefusals();
        notSent += window.notSent().values().stream().mapToLong(Long::longValue).sum();
        complete &= window.complete();
    }

    long windows() {
        return windows;
    }

    MergedPercentiles figures(String runId, List<Double> percentiles) {
        return new MergedPercentiles(
                runId,
                windows,
                complete,
                completed,
                failed,
                tokenRefusals,
                notSent,
                TimeFigures.of(responseTime, percentiles),
                TimeFigures.of(serviceTime, percentiles),
                TimeFigures.of(scheduleLag, percentiles),
                TimeFigures.of(connectTime, percentiles),
                TimeFigures.of(tlsTime, percentiles),
                TimeFigures.of(firstByteTime, percentiles));
    }
}
