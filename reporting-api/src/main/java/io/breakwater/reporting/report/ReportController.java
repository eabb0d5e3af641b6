package io.breakwater.reporting.report;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.reporting.acceptance.AcceptanceTable;
import io.breakwater.reporting.acceptance.Language;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reports of runs. Parameters are read by {@link QueryReader}, so that all errors are told at once. */
@Tag(name = "Reports")
@RestController
@RequestMapping("/api/reports")
final class ReportController {

    private static final int SHOWN_REPORTS = 20;
    private static final int MOST_REPORTS = 100;
    private static final MediaType MARKDOWN = MediaType.parseMediaType("text/markdown;charset=UTF-8");

    private final ReportStore reports;

    ReportController(ReportStore reports) {
        this.reports = reports;
    }

    @GetMapping
    @Operation(summary = "Runs that have a verdict, newest first")
    @Parameter(in = ParameterIn.QUERY, name = "organisation", description = "whose runs")
    @Parameter(in = ParameterIn.QUERY, name = "scenario", description = "of which scenario")
    @Parameter(in = ParameterIn.QUERY, name = "outcome", description = "pass, fail or inconclusive")
    @Parameter(in = ParameterIn.QUERY, name = "from", description = "started at this instant or later")
    @Parameter(in = ParameterIn.QUERY, name = "to", description = "started before this instant")
    @Parameter(in = ParameterIn.QUERY, name = "size", description = "1 to 100, default 20")
    @Parameter(in = ParameterIn.QUERY, name = "after", description = "the value of next in the page before")
    ReportPage list(HttpServletRequest request) throws IOException {
        QueryReader query =
                new QueryReader(request, "organisation", "scenario", "outcome", "from", "to", "size", "after");
        Optional<Instant> from = query.instant("from");
        Optional<Instant> to = query.instant("to");
        query.inOrder(from, to);
        ReportStore.ReportQuery asked = new ReportStore.ReportQuery(
                query.text("organisation"), query.text("scenario"), query.word("outcome", Outcome.class), from, to);
        int size = query.number("size", SHOWN_REPORTS, 1, MOST_REPORTS);
        Optional<Cursor> after = query.cursor("after", Cursor.Kind.REPORTS);
        query.check();
        return reports.page(asked, size, after);
    }

    @GetMapping("/{run}")
    @Operation(summary = "All that is known of one run, as soon as it is stored")
    Report one(@PathVariable("run") String run, HttpServletRequest request) throws IOException {
        QueryReader query = new QueryReader(request);
        String runId = query.runId(run);
        query.check();
        Optional<RunVerdict> verdict = reports.verdict(runId);
        List<RunStatusChanged> history = reports.statuses(runId);
        if (verdict.isEmpty() && history.isEmpty()) {
            throw unknown(runId);
        }
        Optional<RunStatusChanged> status =
                history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1));
        // FINISHED and the final verdict come on two topics: FINISHED alone does not make the figures final.
        boolean over = verdict.map(RunVerdict::last).orElse(false)
                || status.map(RunStatusChanged::status)
                        .filter(now -> now.isLast() && now != RunStatus.FINISHED)
                        .isPresent();
        return new Report(
                runId,
                verdict.map(RunVerdict::organisation)
                        .or(() -> status.map(RunStatusChanged::organisation))
                        .orElse(""),
                verdict.map(RunVerdict::scenario)
                        .or(() -> status.map(RunStatusChanged::scenario))
                        .orElse(""),
                !over,
                status,
                history,
                verdict,
                verdict.flatMap(known -> AcceptanceTable.of(known, Language.EN)));
    }

    @GetMapping("/{run}/acceptance")
    @Operation(summary = "The two-row table that the platform asks for, as JSON or Markdown")
    @Parameter(in = ParameterIn.QUERY, name = "format", description = "json or markdown; default by the header Accept")
    @Parameter(in = ParameterIn.QUERY, name = "language", description = "en or zh, default en")
    ResponseEntity<Object> acceptance(@PathVariable("run") String run, HttpServletRequest request) throws IOException {
        QueryReader query = new QueryReader(request, "format", "language");
        String runId = query.runId(run);
        Optional<TableFormat> format = query.word("format", TableFormat.class);
        Language language = query.word("language", Language.class).orElse(Language.EN);
        query.check();
        RunVerdict verdict = reports.verdict(runId).orElseThrow(() -> unknown(runId));
        AcceptanceTable table = AcceptanceTable.of(verdict, language)
                .orElseThrow(() -> new NothingKnownException(
                        "acceptance: none for run " + runId + " (expected: a run with the objectives of a profile)"));
        return format.orElse(accepted(request)) == TableFormat.MARKDOWN
                ? ResponseEntity.ok().contentType(MARKDOWN).body(table.markdown())
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(table);
    }

    /** How the table is written. */
    private enum TableFormat {
        JSON,
        MARKDOWN
    }

    private static TableFormat accepted(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/markdown") ? TableFormat.MARKDOWN : TableFormat.JSON;
    }

    static NothingKnownException unknown(String runId) {
        return new NothingKnownException("run: " + runId + " (expected: a run that has begun)");
    }
}
