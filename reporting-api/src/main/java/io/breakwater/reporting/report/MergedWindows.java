package io.breakwater.reporting.report;

import io.breakwater.events.window.WindowSummary;
import io.breakwater.measurement.histogram.EncodedHistogram;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.List;

/**
 * Windows added up: their histograms are merged and the percentiles read from the sum, because an average of percentiles
 * is a percentile of nothing. They are kept encoded, and so as small as the times that occurred are few. Not thread-safe.
 */
final class MergedWindows {

    private byte[] responseTime = EncodedHistogram.empty();
    private byte[] serviceTime = EncodedHistogram.empty();
    private byte[] scheduleLag = EncodedHistogram.empty();
    private byte[] connectTime = EncodedHistogram.empty();
    private byte[] tlsTime = EncodedHistogram.empty();
    private byte[] firstByteTime = EncodedHistogram.empty();
    private long windows;
    private long completed;
    private long failed;
    private long tokenRefusals;
    private long notSent;
    private boolean complete = true;

    void add(WindowSummary window) {
        responseTime = EncodedHistogram.merge(responseTime, window.responseTimeHistogram());
        serviceTime = EncodedHistogram.merge(serviceTime, window.serviceTimeHistogram());
        scheduleLag = EncodedHistogram.merge(scheduleLag, window.scheduleLagHistogram());
        connectTime = EncodedHistogram.merge(connectTime, window.connectTimeHistogram());
        tlsTime = EncodedHistogram.merge(tlsTime, window.tlsTimeHistogram());
        firstByteTime = EncodedHistogram.merge(firstByteTime, window.firstByteTimeHistogram());
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
                figures(responseTime, percentiles),
                figures(serviceTime, percentiles),
                figures(scheduleLag, percentiles),
                figures(connectTime, percentiles),
                figures(tlsTime, percentiles),
                figures(firstByteTime, percentiles));
    }

    private static TimeFigures figures(byte[] histogram, List<Double> percentiles) {
        return TimeFigures.of(LatencyHistogram.decode(histogram), percentiles);
    }
}
