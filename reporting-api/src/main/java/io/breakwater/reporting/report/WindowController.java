package io.breakwater.reporting.report;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Seconds of runs, one by one or merged over a range. */
@Tag(name = "Windows")
@RestController
@RequestMapping("/api/reports/{run}")
final class WindowController {

    private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0);
    private static final int SHOWN_WINDOWS = 300;
    private static final int MOST_WINDOWS = 1_000;

    private final WindowStore windows;
    private final ReportStore reports;

    WindowController(WindowStore windows, ReportStore reports) {
        this.windows = windows;
        this.reports = reports;
    }

    @GetMapping("/windows")
    @Operation(summary = "Seconds of the run with their counts and percentiles, in order")
    @Parameter(in = ParameterIn.QUERY, name = "from", description = "second of the run, or instant; included")
    @Parameter(in = ParameterIn.QUERY, name = "to", description = "second of the run, or instant; excluded")
    @Parameter(in = ParameterIn.QUERY, name = "step", description = "one step; default all")
    @Parameter(in = ParameterIn.QUERY, name = "region", description = "one region of generators; default all")
    @Parameter(in = ParameterIn.QUERY, name = "warmUp", description = "only or exclude; default both")
    @Parameter(in = ParameterIn.QUERY, name = "p", description = "percentiles, default 50,95,99")
    @Parameter(in = ParameterIn.QUERY, name = "size", description = "1 to 1000, default 300")
    @Parameter(in = ParameterIn.QUERY, name = "after", description = "the value of next in the page before")
    WindowPage windows(@PathVariable("run") String run, HttpServletRequest request) throws IOException {
        QueryReader query = new QueryReader(request, "from", "to", "step", "region", "warmUp", "p", "size", "after");
        WindowQuery asked = read(query, run);
        List<Double> percentiles = query.percentiles("p", PERCENTILES);
        int size = query.number("size", SHOWN_WINDOWS, 1, MOST_WINDOWS);
        Optional<Cursor> after = query.cursor("after", Cursor.Kind.WINDOWS);
        query.check();
        WindowPage page = windows.page(asked, percentiles, size, after);
        if (page.windows().isEmpty()) {
            requireKnown(run);
        }
        return page;
    }

    @GetMapping("/percentiles")
    @Operation(summary = "Percentiles over a range of the run, from merged histograms")
    @Parameter(in = ParameterIn.QUERY, name = "from", description = "second of the run, or instant; included")
    @Parameter(in = ParameterIn.QUERY, name = "to", description = "second of the run, or instant; excluded")
    @Parameter(in = ParameterIn.QUERY, name = "step", description = "one step; default all")
    @Parameter(in = ParameterIn.QUERY, name = "region", description = "one region of generators; default all")
    @Parameter(in = ParameterIn.QUERY, name = "warmUp", description = "only or exclude; default both")
    @Parameter(in = ParameterIn.QUERY, name = "p", description = "percentiles, default 50,95,99")
    MergedPercentiles percentiles(@PathVariable("run") String run, HttpServletRequest request) throws IOException {
        QueryReader query = new QueryReader(request, "from", "to", "step", "region", "warmUp", "p");
        WindowQuery asked = read(query, run);
        List<Double> percentiles = query.percentiles("p", PERCENTILES);
        query.check();
        MergedWindows merged = windows.merge(asked);
        if (merged.windows() == 0) {
            requireKnown(run);
        }
        return merged.figures(run, percentiles);
    }

    @GetMapping("/roll-ups")
    @Operation(summary = "The run in stretches of some seconds, from merged histograms")
    @Parameter(in = ParameterIn.QUERY, name = "width", description = "such as 10s or 60s; default the whole range")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "by",
            description = "run, step or region: what is told apart; default run")
    @Parameter(in = ParameterIn.QUERY, name = "from", description = "second of the run, or instant; included")
    @Parameter(in = ParameterIn.QUERY, name = "to", description = "second of the run, or instant; excluded")
    @Parameter(in = ParameterIn.QUERY, name = "step", description = "one step; default all")
    @Parameter(in = ParameterIn.QUERY, name = "region", description = "one region of generators; default all")
    @Parameter(in = ParameterIn.QUERY, name = "warmUp", description = "only or exclude; default both")
    @Parameter(in = ParameterIn.QUERY, name = "p", description = "percentiles, default 50,95,99")
    RollUps rollUps(@PathVariable("run") String run, HttpServletRequest request) throws IOException {
        QueryReader query = new QueryReader(request, "width", "by", "from", "to", "step", "region", "warmUp", "p");
        WindowQuery asked = read(query, run);
        Optional<Long> width = query.wholeSeconds("width");
        RollUp.By by = query.word("by", RollUp.By.class).orElse(RollUp.By.RUN);
        List<Double> percentiles = query.percentiles("p", PERCENTILES);
        query.check();
        RollUp rollUp = windows.rollUp(asked, width, by);
        if (rollUp.isEmpty()) {
            requireKnown(run);
        }
        return rollUp.lines(run, percentiles);
    }

    private static WindowQuery read(QueryReader query, String run) {
        Optional<RunMoment> from = query.moment("from");
        Optional<RunMoment> to = query.moment("to");
        query.momentsInOrder(from, to);
        return new WindowQuery(
                query.runId(run),
                from,
                to,
                query.text("step"),
                query.text("region"),
                query.word("warmUp", WindowQuery.WarmUp.class));
    }

    private void requireKnown(String runId) throws IOException {
        if (reports.verdict(runId).isEmpty() && reports.statuses(runId).isEmpty()) {
            throw ReportController.unknown(runId);
        }
    }
}
