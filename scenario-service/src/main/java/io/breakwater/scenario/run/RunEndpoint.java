package io.breakwater.scenario.run;

import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.rest.BoundedBody;
import io.breakwater.scenario.rest.ProblemMessage;
import io.breakwater.scenario.rest.RequestRefusedException;
import io.breakwater.scenario.run.RunAnswer.Accepted;
import io.breakwater.scenario.run.RunAnswer.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/runs}. */
@RestController
@RequestMapping("/api/runs")
final class RunEndpoint {

    private static final int MAX_LISTED = 500;

    private final Admission admission;
    private final RunSteering steering;
    private final RunStore runs;
    private final long maxRequestBytes;

    RunEndpoint(Admission admission, RunSteering steering, RunStore runs, ScenarioServiceProperties properties) {
        this.admission = admission;
        this.steering = steering;
        this.runs = runs;
        this.maxRequestBytes = properties.maxRunRequestSize().toBytes();
    }

    /**
     * A page of runs.
     *
     * @param runs the newest first
     */
    record RunList(List<ListedRun> runs) {}

    @PostMapping(consumes = "application/json")
    ResponseEntity<RunView> start(HttpServletRequest request) throws IOException {
        byte[] body = BoundedBody.of(request, "run request", maxRequestBytes);
        RunRequestReading reading =
                RunRequestReading.of(body, Optional.of(UUID.randomUUID().toString()));
        RunAnswer answer = reading.request().map(admission::admit).orElseGet(() -> new Refused(reading.reasons()));
        if (answer instanceof Accepted accepted) {
            return ResponseEntity.status(accepted.again() ? HttpStatus.OK : HttpStatus.CREATED)
                    .location(URI.create("/api/runs/" + accepted.runId()))
                    .body(get(accepted.runId()));
        }
        throw RequestRefusedException.unprocessable(
                "The run is refused", ProblemMessage.of(((Refused) answer).reasons()));
    }

    @GetMapping
    RunList list(
            @RequestParam(name = "organisation", required = false) @Nullable String organisation,
            @RequestParam(name = "before", required = false) @Nullable String before,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LISTED) {
            throw RequestRefusedException.bad("limit: " + limit + " (expected: 1 to " + MAX_LISTED + ")");
        }
        return new RunList(runs.newest(Optional.ofNullable(organisation), Optional.ofNullable(before), limit));
    }

    @GetMapping("/{runId}")
    RunView get(@PathVariable("runId") String runId) {
        ListedRun listed = listed(runId);
        try {
            return RunView.of(runs.find(runId).orElseThrow(() -> noSuchRun(runId)), runs.changes(runId));
        } catch (UnreadablePlanException e) {
            return RunView.ofUnreadable(listed, runs.parts(runId), runs.changes(runId));
        }
    }

    @PostMapping(path = "/{runId}/stop", consumes = "application/json")
    RunView stop(
            @PathVariable("runId") String runId,
            @RequestParam(name = "at-once", defaultValue = "false") boolean atOnce,
            HttpServletRequest request)
            throws IOException {
        StopReading wish = StopReading.of(BoundedBody.of(request, "request to stop", maxRequestBytes));
        if (!wish.reasons().isEmpty()) {
            throw RequestRefusedException.unprocessable(
                    "The request to stop is wrong", ProblemMessage.of(wish.reasons()));
        }
        ListedRun before = listed(runId);
        if (before.status().isLast()) {
            throw RequestRefusedException.conflict(
                    "run " + runId + ": " + before.status() + " (expected: a run that is not over)");
        }
        steering.stop(runId, wish.by(), wish.reason(), atOnce);
        return get(runId);
    }

    @PostMapping(path = "/{runId}/adjustments", consumes = "application/json")
    RunView adjust(@PathVariable("runId") String runId, HttpServletRequest request) throws IOException {
        AdjustmentReading reading = AdjustmentReading.of(BoundedBody.of(request, "request to adjust", maxRequestBytes));
        AdjustmentWish wish = reading.wish()
                .orElseThrow(() -> RequestRefusedException.unprocessable(
                        "The request to adjust is wrong", ProblemMessage.of(reading.reasons())));
        AdjustmentAnswer answer = steering.adjust(runId, wish).orElseThrow(() -> noSuchRun(runId));
        if (answer instanceof AdjustmentAnswer.Refused refused) {
            throw RequestRefusedException.unprocessable(
                    "The load cannot be adjusted like that", ProblemMessage.of(refused.reasons()));
        }
        if (answer instanceof AdjustmentAnswer.Untimely untimely) {
            throw RequestRefusedException.conflict(untimely.reason());
        }
        return get(runId);
    }

    private ListedRun listed(String runId) {
        return runs.findListed(runId).orElseThrow(() -> noSuchRun(runId));
    }

    private static RequestRefusedException noSuchRun(String runId) {
        return RequestRefusedException.notFound("run: " + runId + " (expected: the name of a run)");
    }
}
