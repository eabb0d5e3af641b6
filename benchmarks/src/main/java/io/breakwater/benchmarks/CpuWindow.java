package io.breakwater.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * What a generator used between two instants: of the processors, from {@code /proc/PID/stat}, and of its heap.
 *
 * @param from          when it began
 * @param to            when it ended
 * @param userSeconds   in its own code
 * @param kernelSeconds in the kernel
 * @param allocatedBytes what its event loops allocated on the heap
 */
record CpuWindow(Instant from, Instant to, double userSeconds, double kernelSeconds, long allocatedBytes) {

    /** The kernel's ticks per second, as {@code getconf CLK_TCK} says on every Linux. */
    private static final double TICKS_PER_SECOND = 100;

    private record Used(Instant at, long userTicks, long kernelTicks, long allocatedBytes) {

        static Used by(long pid, AllocationMeter meter) throws IOException {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The command's name, in parentheses, may hold blanks; what counts comes behind it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Used(
                    Instant.now(), Long.parseLong(fields[11]), Long.parseLong(fields[12]), meter.allocatedBytes());
        }
    }

    static CpuWindow measure(long pid, AllocationMeter meter, Instant from, Instant to)
            throws IOException, InterruptedException {
        await(from);
        Used first = Used.by(pid, meter);
        await(to);
        Used last = Used.by(pid, meter);
        return new CpuWindow(
                first.at(),
                last.at(),
                (last.userTicks() - first.userTicks()) / TICKS_PER_SECOND,
                (last.kernelTicks() - first.kernelTicks()) / TICKS_PER_SECOND,
                last.allocatedBytes() - first.allocatedBytes());
    }

    long fromMicros(Instant start) {
        return Duration.between(start, from).toNanos() / 1_000;
    }

    long toMicros(Instant start) {
        return Duration.between(start, to).toNanos() / 1_000;
    }

    double seconds() {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    private static void await(Instant instant) throws InterruptedException {
        for (Duration left = Duration.between(Instant.now(), instant);
                !left.isNegative() && !left.isZero();
                left = Duration.between(Instant.now(), instant)) {
            TimeUnit.NANOSECONDS.sleep(left.toNanos());
        }
    }
}
