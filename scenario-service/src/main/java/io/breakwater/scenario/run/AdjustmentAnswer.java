package io.breakwater.scenario.run;

import java.util.List;

/** What became of a wish to change a run's load. */
sealed interface AdjustmentAnswer {

    /**
     * It is granted.
     *
     * @param move what it does to the run
     */
    record Granted(Move move) implements AdjustmentAnswer {}

    /**
     * The run's state does not allow it now.
     *
     * @param reason why
     */
    record Untimely(String reason) implements AdjustmentAnswer {}

    /**
     * It does not fit the scenario.
     *
     * @param reasons all reasons
     */
    record Refused(List<String> reasons) implements AdjustmentAnswer {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
