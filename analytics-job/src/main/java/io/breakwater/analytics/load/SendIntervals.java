package io.breakwater.analytics.load;

import io.breakwater.events.scenario.Session;
import io.breakwater.measurement.histogram.EncodedHistogram;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How long the virtual users of a closed load take from one request of a step to their next one of it, as a rule.
 *
 * <p>Seconds are taken together until there were as many requests as virtual users; the time that all users were there, over
 * the requests, is one reading. A stall of the target makes one long reading, so the median is that of undisturbed work. The
 * first stretch begins in the middle of an iteration and is left out. Not thread-safe.
 */
final class SendIntervals {

    private byte[] readings = EncodedHistogram.empty();
    private long nextSecond = Long.MIN_VALUE;
    private double userMicros;
    private long requests;
    private boolean begun;

    /** Takes the requests of a second; seconds come in their order, and those without requests are left out. */
    void add(long second, long count, Lane lane, Session session) {
        if (nextSecond == Long.MIN_VALUE) {
            nextSecond = second;
        }
        double present = 0;
        for (; nextSecond <= second; nextSecond++) {
            present = lane.userMicros(session, nextSecond);
            userMicros += present;
        }
        requests += count;
        double users = present / 1e6;
        if (users > 0 && requests >= users) {
            if (begun) {
                long reading = Math.round(userMicros / requests);
                readings = EncodedHistogram.merge(readings, EncodedHistogram.ofTimes(new long[] {reading}, 1));
            }
            begun = true;
            userMicros = 0;
            requests = 0;
        }
    }

    /** The median of the readings in microseconds; 0 when there is none. */
    long medianMicros() {
        return LatencyHistogram.decode(readings).percentileMicros(50);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(readings.length);
        out.write(readings);
        out.writeLong(nextSecond);
        out.writeDouble(userMicros);
        out.writeLong(requests);
        out.writeBoolean(begun);
    }

    static SendIntervals read(DataInput in) throws IOException {
        SendIntervals read = new SendIntervals();
        read.readings = new byte[in.readInt()];
        in.readFully(read.readings);
        read.nextSecond = in.readLong();
        read.userMicros = in.readDouble();
        read.requests = in.readLong();
        read.begun = in.readBoolean();
        return read;
    }
}
