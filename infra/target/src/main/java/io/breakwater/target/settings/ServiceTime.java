package io.breakwater.target.settings;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** How long the backend works on a request, as a distribution to draw from. */
public sealed interface ServiceTime {

    /** The longest service time that can be set, and the cap of the unbounded distribution: one hour. */
    Duration LONGEST = Duration.ofHours(1);

    /** The forms that {@link #parse} reads. */
    String EXPECTED = "one of 20ms, uniform:5ms,50ms, lognormal:20ms,120ms (median, p99) or"
            + " two-peak:10ms,400ms,10% (first, second, share of the second), none over 1h";

    /** Returns a service time in nanoseconds, 0 to one hour. */
    long drawNanos(RandomGenerator random);

    /** Returns the text that {@link #parse} reads as this value. */
    String text();

    /**
     * Reads one of the forms in {@link #EXPECTED}.
     *
     * @throws IllegalArgumentException with what was expected, when it is none of them
     */
    static ServiceTime parse(String text) {
        int colon = text.indexOf(':');
        String form = colon < 0 ? "fixed" : text.substring(0, colon);
        List<String> parts = Stream.of(text.substring(colon + 1).split(",", -1))
                .map(String::strip)
                .toList();
        try {
            if (form.equals("fixed") && parts.size() == 1) {
                return new Fixed(Amounts.duration(parts.get(0)));
            } else if (form.equals("uniform") && parts.size() == 2) {
                return new Uniform(Amounts.duration(parts.get(0)), Amounts.duration(parts.get(1)));
            } else if (form.equals("lognormal") && parts.size() == 2) {
                return new Lognormal(Amounts.duration(parts.get(0)), Amounts.duration(parts.get(1)));
            } else if (form.equals("two-peak") && parts.size() == 3) {
                return new TwoPeak(
                        Amounts.duration(parts.get(0)), Amounts.duration(parts.get(1)), Amounts.share(parts.get(2)));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "; " + EXPECTED, e);
        }
        throw new IllegalArgumentException(EXPECTED);
    }

    /**
     * The same service time for every request.
     *
     * @param value that time
     */
    record Fixed(Duration value) implements ServiceTime {

        /** Refuses what is over the longest. */
        public Fixed {
            requireOrdered(Duration.ZERO, value);
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            return value.toNanos();
        }

        @Override
        public String text() {
            return Amounts.text(value);
        }
    }

    /**
     * Every service time between two limits is as likely as any other.
     *
     * @param shortest the lower limit, included
     * @param longest  the upper limit, included
     */
    record Uniform(Duration shortest, Duration longest) implements ServiceTime {

        /** Refuses limits in the wrong order. */
        public Uniform {
            requireOrdered(shortest, longest);
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            return random.nextLong(shortest.toNanos(), longest.toNanos() + 1);
        }

        @Override
        public String text() {
            return "uniform:" + Amounts.text(shortest) + "," + Amounts.text(longest);
        }
    }

    /**
     * Most requests are near the median and few are much slower, as real backends are. The few draws over an hour
     * count as an hour.
     *
     * @param median half of the service times are within it
     * @param p99    99 % of the service times are within it
     */
    record Lognormal(Duration median, Duration p99) implements ServiceTime {

        /** The 99th percentile of the standard normal distribution. */
        private static final double Z99 = 2.3263478740408408;

        /** Refuses a median of 0 and limits in the wrong order. */
        public Lognormal {
            requireOrdered(Duration.ofNanos(1), median);
            requireOrdered(median, p99);
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            double sigma = Math.log((double) p99.toNanos() / median.toNanos()) / Z99;
            double nanos = median.toNanos() * Math.exp(sigma * random.nextGaussian());
            return (long) Math.min(nanos, (double) LONGEST.toNanos());
        }

        @Override
        public String text() {
            return "lognormal:" + Amounts.text(median) + "," + Amounts.text(p99);
        }
    }

    /**
     * Two kinds of requests, such as cache hits and misses; each lies evenly within a tenth around its peak.
     *
     * @param first       the first peak
     * @param second      the second peak, not before the first
     * @param secondShare the ratio of requests at the second peak, 0 to 1
     */
    record TwoPeak(Duration first, Duration second, double secondShare) implements ServiceTime {

        private static final double WIDTH_RATIO = 0.1;

        /** Refuses peaks in the wrong order. */
        public TwoPeak {
            requireOrdered(first, second);
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            Duration peak = random.nextDouble() < secondShare ? second : first;
            double factor = 1 + WIDTH_RATIO * (2 * random.nextDouble() - 1);
            return Math.min((long) (peak.toNanos() * factor), LONGEST.toNanos());
        }

        @Override
        public String text() {
            return "two-peak:" + Amounts.text(first) + "," + Amounts.text(second) + "," + Amounts.text(secondShare);
        }
    }

    private static void requireOrdered(Duration low, Duration high) {
        if (low.compareTo(high) > 0 || high.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("durations in increasing order, lognormal over 0, none over 1h");
        }
    }
}
