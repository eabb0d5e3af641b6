package io.breakwater.reporting.report;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.reporting.index.StoredSample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Exchanges of a run that were kept whole, in short, by intended start.
 *
 * @param runId   the run
 * @param samples one line each
 * @param next    what to give as {@code after} for the page that follows; null on the last page
 */
record SamplePage(String runId, List<Line> samples, Optional<String> next) {

    SamplePage {
        samples = List.copyOf(samples);
    }

    /**
     * One exchange in short.
     *
     * @param sampleId           its id, by which all of it is found
     * @param session            the session
     * @param step               the step
     * @param stage              before, under or after the load
     * @param intendedStart      when the schedule said to send
     * @param method             the request's method
     * @param url                the request's URL
     * @param status             the status; 0 when no response came
     * @param outcome            what the transport and the status say
     * @param business           what the checks say
     * @param failures           what failed, in words
     * @param why                why it was kept
     * @param responseTimeMicros schedule lag and service time
     */
    record Line(
            String sampleId,
            String session,
            String step,
            RequestSample.Stage stage,
            Instant intendedStart,
            String method,
            String url,
            int status,
            RequestOutcome outcome,
            BusinessOutcome business,
            List<String> failures,
            RequestSample.Why why,
            long responseTimeMicros) {

        Line {
            failures = List.copyOf(failures);
        }

        static Line of(StoredSample stored) {
            RequestSample sample = stored.sample();
            return new Line(
                    stored.sampleId(),
                    sample.session(),
                    sample.step(),
                    sample.stage(),
                    sample.intendedStart(),
                    sample.sent().method(),
                    sample.sent().url(),
                    stored.status(),
                    sample.outcome(),
                    sample.business(),
                    sample.failures(),
                    sample.why(),
                    stored.responseTimeMicros());
        }
    }
}
