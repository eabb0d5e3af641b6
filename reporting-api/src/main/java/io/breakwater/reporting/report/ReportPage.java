package io.breakwater.reporting.report;

import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs that have a verdict, newest first.
 *
 * @param reports one line each
 * @param next    what to give as {@code after} for the page that follows; null on the last page
 */
record ReportPage(List<Line> reports, Optional<String> next) {

    /**
     * One run in short. Times are in microseconds.
     *
     * @param runId                 the run
     * @param organisation          whose run it is
     * @param scenario              the scenario's name
     * @param startAt               the run's start
     * @param elapsedMicros         how far it is, or how long it took
     * @param provisional           whether the run goes on
     * @param outcome               what its newest verdict says
     * @param reasons               why
     * @param intended              requests that were to be sent
     * @param completed             requests that ended
     * @param failed                requests that failed
     * @param tokenRefusals         those of them that were refused for their platform token
     * @param responseTimeP95Micros 95th percentile of the response time
     * @param responseTimeP99Micros 99th percentile of the response time
     */
    record Line(
            String runId,
            String organisation,
            String scenario,
            Instant startAt,
            long elapsedMicros,
            boolean provisional,
            Outcome outcome,
            List<String> reasons,
            long intended,
            long completed,
            long failed,
            long tokenRefusals,
            long responseTimeP95Micros,
            long responseTimeP99Micros) {

        Line {
            reasons = List.copyOf(reasons);
        }

        static Line of(RunVerdict verdict) {
            return new Line(
                    verdict.runId(),
                    verdict.organisation(),
                    verdict.scenario(),
                    verdict.startAt(),
                    verdict.elapsedMicros(),
                    !verdict.last(),
                    verdict.outcome(),
                    verdict.reasons(),
                    verdict.run().intended(),
                    verdict.run().completed(),
                    verdict.run().failed(),
                    verdict.run().tokenRefusals(),
                    verdict.run().responseTimeP95Micros(),
                    verdict.run().responseTimeP99Micros());
        }
    }

    ReportPage {
        reports = List.copyOf(reports);
    }
}
