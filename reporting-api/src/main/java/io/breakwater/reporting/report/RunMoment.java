package io.breakwater.reporting.report;

import java.time.Instant;

/** A moment of a run, as a question tells it. */
sealed interface RunMoment {

    /** As it would be written in a question. */
    String text();

    /** Whether it is later than another that is told in the same way. */
    boolean isAfter(RunMoment other);

    /**
     * Seconds since the run's start.
     *
     * @param second 0 or more
     */
    record Second(long second) implements RunMoment {
        @Override
        public String text() {
            return String.valueOf(second);
        }

        @Override
        public boolean isAfter(RunMoment other) {
            return other instanceof Second later && second > later.second;
        }
    }

    /**
     * An instant.
     *
     * @param instant the instant
     */
    record At(Instant instant) implements RunMoment {
        @Override
        public String text() {
            return instant.toString();
        }

        @Override
        public boolean isAfter(RunMoment other) {
            return other instanceof At later && instant.isAfter(later.instant);
        }
    }
}
