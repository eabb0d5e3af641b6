package io.breakwater.reporting.report;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.reporting.index.StoredSample;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Exchanges that were kept whole. */
@Tag(name = "Samples of a run")
@RestController
@RequestMapping("/api/reports/{run}/samples")
final class SampleController {

    private static final int SHOWN_SAMPLES = 50;
    private static final int MOST_SAMPLES = 500;

    private final SampleStore samples;
    private final ReportStore reports;

    SampleController(SampleStore samples, ReportStore reports) {
        this.samples = samples;
        this.reports = reports;
    }

    @GetMapping
    @Operation(summary = "Exchanges that were kept whole, in short, by intended start")
    @Parameter(in = ParameterIn.QUERY, name = "step", description = "one step; default all")
    @Parameter(in = ParameterIn.QUERY, name = "session", description = "one session; default all")
    @Parameter(in = ParameterIn.QUERY, name = "stage", description = "before, load or after; default all")
    @Parameter(in = ParameterIn.QUERY, name = "why", description = "share, failure or all; default any")
    @Parameter(in = ParameterIn.QUERY, name = "outcome", description = "a request outcome, such as status_failed")
    @Parameter(in = ParameterIn.QUERY, name = "business", description = "succeeded, failed or not_checked")
    @Parameter(in = ParameterIn.QUERY, name = "status", description = "a status; 0 for no response")
    @Parameter(in = ParameterIn.QUERY, name = "minResponseTime", description = "at least, such as 250ms")
    @Parameter(in = ParameterIn.QUERY, name = "maxResponseTime", description = "at most, such as 2s")
    @Parameter(in = ParameterIn.QUERY, name = "size", description = "1 to 500, default 50")
    @Parameter(in = ParameterIn.QUERY, name = "after", description = "the value of next in the page before")
    SamplePage list(@PathVariable("run") String run, HttpServletRequest request) throws IOException {
        QueryReader query = new QueryReader(
                request,
                "step",
                "session",
                "stage",
                "why",
                "outcome",
                "business",
                "status",
                "minResponseTime",
                "maxResponseTime",
                "size",
                "after");
        Optional<Long> min = query.micros("minResponseTime");
        Optional<Long> max = query.micros("maxResponseTime");
        if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
            query.wrong("minResponseTime", min.get() + " us", "not above maxResponseTime, " + max.get() + " us");
        }
        SampleQuery asked = new SampleQuery(
                query.runId(run),
                query.text("step"),
                query.text("session"),
                query.word("stage", RequestSample.Stage.class),
                query.word("why", RequestSample.Why.class),
                query.word("outcome", RequestOutcome.class),
                query.word("business", BusinessOutcome.class),
                query.number("status", 0, 999),
                min,
                max);
        int size = query.number("size", SHOWN_SAMPLES, 1, MOST_SAMPLES);
        Optional<Cursor> after = query.cursor("after", Cursor.Kind.SAMPLES);
        query.check();
        SamplePage page = samples.page(asked, size, after);
        if (page.samples().isEmpty()
                && reports.verdict(run).isEmpty()
                && reports.statuses(run).isEmpty()) {
            throw ReportController.unknown(run);
        }
        return page;
    }

    @GetMapping("/{sample}")
    @Operation(summary = "One exchange with request, response, values and waterfall")
    StoredSample one(@PathVariable("run") String run, @PathVariable("sample") String sample, HttpServletRequest request)
            throws IOException {
        QueryReader query = new QueryReader(request);
        String runId = query.runId(run);
        String sampleId = query.sampleId(sample);
        query.check();
        return samples.sample(runId, sampleId)
                .orElseThrow(() -> new NothingKnownException(
                        "sample: " + sampleId + " (expected: an id in the list of samples of run " + runId + ")"));
    }
}
