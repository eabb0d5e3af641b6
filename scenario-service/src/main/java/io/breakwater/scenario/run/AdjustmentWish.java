package io.breakwater.scenario.run;

import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.Adjustment.Pause;
import io.breakwater.events.run.Adjustment.Resume;
import io.breakwater.events.run.Adjustment.Scale;
import io.breakwater.events.run.Adjustment.SetLevel;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Somebody's wish to change the load of a run that goes on.
 *
 * @param by      who wishes it
 * @param session the session whose own load it is about; empty for the common load, or for all loads
 * @param change  what shall change
 */
record AdjustmentWish(String by, Optional<String> session, Change change) {

    /** What shall change. */
    sealed interface Change {

        /** The same for one load. */
        Adjustment of(Optional<String> lane);

        /** The same in words, with units. */
        String words();
    }

    /**
     * Hold this level.
     *
     * @param level iterations per second or virtual users
     * @param unit  which of them
     */
    record Level(double level, Unit unit) implements Change {
        @Override
        public Adjustment of(Optional<String> lane) {
            return new SetLevel(lane, level);
        }

        @Override
        public String words() {
            return "level " + number(level) + unit.suffix;
        }
    }

    /** What a level counts. */
    enum Unit {
        /** Open model. */
        ITERATIONS_PER_SECOND("/s"),
        /** Closed model. */
        VIRTUAL_USERS(" users");

        private final String suffix;

        Unit(String suffix) {
            this.suffix = suffix;
        }
    }

    /**
     * Multiply what is to come.
     *
     * @param factor above 0
     */
    record Factor(double factor) implements Change {
        @Override
        public Adjustment of(Optional<String> lane) {
            return new Scale(lane, factor);
        }

        @Override
        public String words() {
            return "factor " + number(factor);
        }
    }

    /** Begin nothing until it is resumed. */
    record Pausing() implements Change {
        @Override
        public Adjustment of(Optional<String> lane) {
            return new Pause(lane);
        }

        @Override
        public String words() {
            return "pause";
        }
    }

    /** Go on. */
    record Resuming() implements Change {
        @Override
        public Adjustment of(Optional<String> lane) {
            return new Resume(lane);
        }

        @Override
        public String words() {
            return "resume";
        }
    }

    private static String number(double value) {
        BigDecimal shown = BigDecimal.valueOf(value).stripTrailingZeros();
        return shown.toPlainString();
    }
}
