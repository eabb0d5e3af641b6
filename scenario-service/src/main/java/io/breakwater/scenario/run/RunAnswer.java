package io.breakwater.scenario.run;

import java.util.List;

/** What became of a run request. */
public sealed interface RunAnswer {

    /**
     * There is a run.
     *
     * @param runId its name
     * @param again whether an earlier request with the same key had started it
     */
    record Accepted(String runId, boolean again) implements RunAnswer {}

    /**
     * There is none.
     *
     * @param reasons all reasons
     */
    record Refused(List<String> reasons) implements RunAnswer {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
