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

    static ListedRun of(Run run) {
        return new ListedRun(
                run.runId(),
                run.organisation(),
                run.idempotencyKey(),
                run.scenario(),
                run.scenarioVersion(),
                new Consent(run.requestedBy(), run.permittedAt()),
                run.status(),
                run.changedAt(),
                run.startAt(),
                run.outcome());
    }
}
