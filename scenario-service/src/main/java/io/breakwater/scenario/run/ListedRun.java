package io.breakwater.scenario.run;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * A run as a list shows it: without its plan, which may be big, and which an older version may have written in a way that
 * cannot be read any more.
 *
 * @param runId           the run
 * @param organisation    whose it is
 * @param idempotencyKey  the key of the request that it came from
 * @param scenario        the scenario's name
 * @param scenarioVersion the version of the scenario that was admitted
 * @param permitted       who said that it is permitted and lawful
 * @param status          where it stands
 * @param changedAt       since when
 * @param startAt         its start, once it is told
 * @param outcome         what the final verdict says
 */
record ListedRun(
        String runId,
        String organisation,
        String idempotencyKey,
        String scenario,
        int scenarioVersion,
        Consent permitted,
        RunStatus status,
        Instant changedAt,
        Optional<Instant> startAt,
        Optional<Outcome> outcome) {

    /**
     * Consent to a run.
     *
     * @param by who asked for the run, and said that the test is permitted and lawful
     * @param at when that was said
     */
    record Consent(String by, Instant at) {}

    ListedRun withStatus(RunStatus next, Instant now) {
        return standing(next, now, startAt, outcome);
    }

    ListedRun withStartAt(Instant start) {
        return standing(status, changedAt, Optional.of(start), outcome);
    }

    ListedRun withOutcome(Outcome verdict) {
        return standing(status, changedAt, startAt, Optional.of(verdict));
    }

    private ListedRun standing(RunStatus next, Instant since, Optional<Instant> start, Optional<Outcome> verdict) {
        return new ListedRun(
                runId, organisation, idempotencyKey, scenario, scenarioVersion, permitted, next, since, start, verdict);
    }
}
