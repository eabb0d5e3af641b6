package io.breakwater.scenario.run;

import io.breakwater.events.run.RunRequest;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.topic.Topic;
import io.breakwater.scenario.outbox.OutgoingRecord;
import io.breakwater.scenario.run.Move.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes and refusals as records of the topic {@code run-status}. */
final class StatusEvents {

    /** The key of refusals, which have no run: they keep their order among themselves. */
    private static final String NO_RUN = "refused";

    private StatusEvents() {}

    static OutgoingRecord changed(ListedRun run, Change change) {
        return OutgoingRecord.of(
                Topic.RUN_STATUS,
                run.runId(),
                new RunStatusChanged(
                        Optional.of(run.runId()),
                        run.idempotencyKey(),
                        run.organisation(),
                        run.scenario(),
                        run.permitted().by(),
                        change.status(),
                        change.at(),
                        change.reasons(),
                        change.outcome()));
    }

    static OutgoingRecord refused(RunRequest request, List<String> reasons, Instant now) {
        return refused(
                request.idempotencyKey(),
                request.organisation(),
                request.scenario(),
                request.requestedBy(),
                reasons,
                now);
    }

    static OutgoingRecord refused(RunRequestReading reading, List<String> reasons, Instant now) {
        return refused(
                reading.idempotencyKey(),
                reading.organisation(),
                reading.scenario(),
                reading.requestedBy(),
                reasons,
                now);
    }

    private static OutgoingRecord refused(
            String idempotencyKey,
            String organisation,
            String scenario,
            String requestedBy,
            List<String> reasons,
            Instant now) {
        return OutgoingRecord.of(
                Topic.RUN_STATUS,
                NO_RUN,
                new RunStatusChanged(
                        Optional.empty(),
                        idempotencyKey,
                        organisation,
                        scenario,
                        requestedBy,
                        RunStatus.REJECTED,
                        now,
                        reasons,
                        Optional.empty()));
    }
}
