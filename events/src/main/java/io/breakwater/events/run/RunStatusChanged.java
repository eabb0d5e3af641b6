package io.breakwater.events.run;

import io.breakwater.events.verdict.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change in the life of a run, or the refusal of a request.
 *
 * <p>Version 1: first version.
 *
 * @param runId          the run; empty when a request was refused
 * @param idempotencyKey the request's key; empty when the request could not be read
 * @param organisation   whose run it is; empty when the request could not be read
 * @param scenario       the scenario's name; empty when the request could not be read
 * @param requestedBy    who asked; empty when the request could not be read
 * @param status         what it is now
 * @param at             when that became so
 * @param reasons        why, all of them, where the status needs a reason
 * @param outcome        the verdict, with {@link RunStatus#FINISHED}
 */
public record RunStatusChanged(
        Optional<String> runId,
        String idempotencyKey,
        String organisation,
        String scenario,
        String requestedBy,
        RunStatus status,
        Instant at,
        List<String> reasons,
        Optional<Outcome> outcome) {

    public RunStatusChanged {
        reasons = List.copyOf(reasons);
    }
}
