package io.breakwater.benchmarks.stream;

import io.breakwater.measurement.histogram.LatencyHistogram;

/** What the naive job knows of one second of one step. Not thread-safe. */
final class NaiveWindow {

    final LatencyHistogram responseTimes;
    final LatencyHistogram serviceTimes;
    long failed;
    long bytesSent;
    long bytesReceived;

    NaiveWindow(LatencyHistogram responseTimes, LatencyHistogram serviceTimes) {
        this.responseTimes = responseTimes;
        this.serviceTimes = serviceTimes;
    }

    NaiveWindow() {
        this(new LatencyHistogram(), new LatencyHistogram());
    }

    void add(NaiveEvent event) {
        responseTimes.record(event.responseMicros);
        serviceTimes.record(event.serviceMicros);
        failed += event.failed ? 1 : 0;
        bytesSent += event.bytesSent;
        bytesReceived += event.bytesReceived;
    }
}
