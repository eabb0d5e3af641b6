package io.breakwater.benchmarks;

import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.Locale;

/**
 * What one run showed.
 *
 * @param closed                what the generator counted over the whole run
 * @param window                its processor use in the steady part
 * @param events                what its events say; none when they were thrown away
 * @param peakResidentKilobytes the most memory it held
 */
record Figures(PartClosed closed, CpuWindow window, SentEvents events, long peakResidentKilobytes) {

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"completed\":%d,\"notSent\":%d,\"events\":%d,\"eventsLost\":%d,\"failed\":%d,\"windowSeconds\":%.3f,"
                        + "\"windowRequests\":%d,\"userSeconds\":%.2f,\"kernelSeconds\":%.2f,\"peakResidentMiB\":%d,"
                        + "\"allocatedBytesPerRequest\":%.1f,\"longestPauseMicros\":%d,%s,%s,%s}",
                closed.completed(),
                closed.notSent(),
                events.all(),
                events.lost(),
                events.failed(),
                window.seconds(),
                events.inWindow(),
                window.userSeconds(),
                window.kernelSeconds(),
                peakResidentKilobytes / 1_024,
                (double) window.allocatedBytes() / Math.max(1, events.inWindow()),
                events.longestPauseMicros(),
                percentiles("responseTime", events.responseTime()),
                percentiles("scheduleLag", events.scheduleLag()),
                percentiles("dispatchLag", events.dispatchLag()));
    }

    private static String percentiles(String name, LatencyHistogram times) {
        boolean none = times.count() == 0;
        return String.format(
                Locale.ROOT,
                "\"%sMicros\":{\"p50\":%d,\"p99\":%d,\"p999\":%d,\"max\":%d}",
                name,
                none ? 0 : times.percentileMicros(50),
                none ? 0 : times.percentileMicros(99),
                none ? 0 : times.percentileMicros(99.9),
                none ? 0 : times.maxMicros());
    }
}
