package io.breakwater.reporting.report;

import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.reporting.acceptance.AcceptanceTable;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of one run.
 *
 * @param runId        the run
 * @param organisation whose run it is
 * @param scenario     the scenario's name
 * @param provisional  whether the figures may still change: there is no final verdict yet, and no status says that none
 *                     will come
 * @param status       where the run stands; null until its first status is indexed
 * @param history      all its statuses, oldest first
 * @param verdict      its newest verdict, as on the topic {@code run-verdicts}; null until its first one
 * @param acceptance   the platform's table in English; null when the objectives hold no profile
 */
record Report(
        String runId,
        String organisation,
        String scenario,
        boolean provisional,
        Optional<RunStatusChanged> status,
        List<RunStatusChanged> history,
        Optional<RunVerdict> verdict,
        Optional<AcceptanceTable> acceptance) {

    Report {
        history = List.copyOf(history);
    }
}
