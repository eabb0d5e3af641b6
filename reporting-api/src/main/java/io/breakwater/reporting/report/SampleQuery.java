package io.breakwater.reporting.report;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.sample.RequestSample;
import java.util.Optional;

/**
 * Which samples of a run are asked for.
 *
 * @param runId                 the run
 * @param step                  of this step
 * @param session               of this session
 * @param stage                 before, under or after the load
 * @param why                   kept for this reason
 * @param outcome               with this request outcome
 * @param business              with this business outcome
 * @param status                with this status; 0 for no response
 * @param minResponseTimeMicros that took so long at least
 * @param maxResponseTimeMicros that took so long at most
 */
record SampleQuery(
        String runId,
        Optional<String> step,
        Optional<String> session,
        Optional<RequestSample.Stage> stage,
        Optional<RequestSample.Why> why,
        Optional<RequestOutcome> outcome,
        Optional<BusinessOutcome> business,
        Optional<Integer> status,
        Optional<Long> minResponseTimeMicros,
        Optional<Long> maxResponseTimeMicros) {}
