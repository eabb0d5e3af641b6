package io.breakwater.scenario.run;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.scenario.run.ListedRun.Consent;
import io.breakwater.scenario.run.Move.Change;
import io.breakwater.scenario.run.Part.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs in PostgreSQL. */
@Component
final class RunStore {

    /** What a list shows; above all not the plan. */
    private static final String LISTED = """
            run_id, organisation, idempotency_key, scenario, scenario_version, requested_by, permitted_at, status,
            changed_at, start_at, outcome
            """;

    private final JdbcClient jdbc;
    private final SteeringStore steering;

    RunStore(JdbcClient jdbc, SteeringStore steering) {
        this.jdbc = jdbc;
        this.steering = steering;
    }

    /** Adds a run with its first change, unless its organisation has used the key before; returns whether it did. */
    boolean add(Run admitted) {
        ListedRun run = admitted.listed();
        int added = jdbc.sql("""
                        insert into runs (run_id, organisation, idempotency_key, scenario, scenario_version, requested_by,
                                          permitted_at, plan, status, changed_at)
                        values (:runId, :organisation, :idempotencyKey, :scenario, :scenarioVersion, :requestedBy,
                                :permittedAt, :plan, :status, :changedAt)
                        on conflict (organisation, idempotency_key) do nothing
                        """)
                .param("runId", run.runId())
                .param("organisation", run.organisation())
                .param("idempotencyKey", run.idempotencyKey())
                .param("scenario", run.scenario())
                .param("scenarioVersion", run.scenarioVersion())
                .param("requestedBy", run.permitted().by())
                .param("permittedAt", Timestamps.of(run.permitted().at()))
                .param("plan", EventCodec.encode(admitted.plan()))
                .param("status", run.status().name())
                .param("changedAt", Timestamps.of(run.changedAt()))
                .update();
        if (added == 1) {
            addChange(run.runId(), new Change(run.status(), run.changedAt(), List.of(), Optional.empty()));
        }
        return added == 1;
    }

    /**
     * The run with its plan.
     *
     * @throws UnreadablePlanException when the plan is none
     */
    Optional<Run> find(String runId) {
        return jdbc.sql("select * from runs where run_id = :runId")
                .param("runId", runId)
                .query(this::run)
                .optional();
    }

    Optional<ListedRun> findListed(String runId) {
        return jdbc.sql("select " + LISTED + " from runs where run_id = :runId")
                .param("runId", runId)
                .query(RunStore::listed)
                .optional();
    }

    Optional<ListedRun> findByKey(String organisation, String idempotencyKey) {
        return jdbc.sql("select " + LISTED + " from runs where organisation = :organisation and idempotency_key = :key")
                .param("organisation", organisation)
                .param("key", idempotencyKey)
                .query(RunStore::listed)
                .optional();
    }

    /**
     * The run with its plan, which nobody else can change until the end of the transaction.
     *
     * @throws UnreadablePlanException when the plan is none
     */
    Optional<Run> lock(String runId) {
        return jdbc.sql("select * from runs where run_id = :runId for update")
                .param("runId", runId)
                .query(this::run)
                .optional();
    }

    /** The run, which nobody else can change until the end of the transaction. */
    Optional<ListedRun> lockListed(String runId) {
        return jdbc.sql("select " + LISTED + " from runs where run_id = :runId for update")
                .param("runId", runId)
                .query(RunStore::listed)
                .optional();
    }

    /** Runs that are not over, or whose sessions after the load are still to be walked through. */
    List<String> underWay() {
        return jdbc.sql("""
                        select run_id from runs
                        where status not in ('REJECTED', 'FINISHED', 'FAILED_TO_START', 'FAILED')
                        union select run_id from run_after_walks where stage in ('DUE', 'ASKED') order by run_id
                        """).query(String.class).list();
    }

    /** Runs, the newest first. */
    List<ListedRun> newest(Optional<String> organisation, Optional<String> before, int limit) {
        return jdbc.sql("select " + LISTED + """
                         from runs
                        where (cast(:organisation as text) is null or organisation = :organisation)
                          and (cast(:before as text) is null
                               or (permitted_at, run_id) < (select permitted_at, run_id from runs where run_id = :before))
                        order by permitted_at desc, run_id desc limit :limit
                        """)
                .param("organisation", organisation.orElse(null), Types.VARCHAR)
                .param("before", before.orElse(null), Types.VARCHAR)
                .param("limit", limit)
                .query(RunStore::listed)
                .list();
    }

    /** What has become of a run so far, the first change first. */
    List<Change> changes(String runId) {
        return jdbc.sql("select * from run_changes where run_id = :runId order by number")
                .param("runId", runId)
                .query((row, number) -> new Change(
                        RunStatus.valueOf(row.getString("status")),
                        Timestamps.instant(row, "at"),
                        Arrays.asList((String[]) row.getArray("reasons").getArray()),
                        outcome(row)))
                .list();
    }

    /** Writes what a move made of a locked run. */
    void save(Run before, Move move) {
        Run run = move.run();
        for (Part part : run.parts()) {
            if (!before.parts().contains(part)) {
                save(run.runId(), part);
            }
        }
        jdbc.sql("""
                        update runs set status = :status, changed_at = :changedAt, start_at = :startAt, outcome = :outcome
                        where run_id = :runId
                        """)
                .param("status", run.status().name())
                .param("changedAt", Timestamps.of(run.changedAt()))
                .param("startAt", run.startAt().map(Timestamps::of).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("outcome", run.outcome().map(Outcome::name).orElse(null), Types.VARCHAR)
                .param("runId", run.runId())
                .update();
        move.changes().forEach(change -> addChange(run.runId(), change));
        steering.save(before, run);
    }

    /** Writes a change of a locked run's status and nothing else. */
    void save(String runId, Change change) {
        jdbc.sql("update runs set status = :status, changed_at = :changedAt where run_id = :runId")
                .param("status", change.status().name())
                .param("changedAt", Timestamps.of(change.at()))
                .param("runId", runId)
                .update();
        addChange(runId, change);
    }

    /** Ends the wait for the sessions after the load of a locked run. */
    void giveUpAfter(String runId, String why) {
        steering.giveUpAfter(runId, why);
    }

    private void save(String runId, Part part) {
        jdbc.sql("""
                        insert into run_parts (run_id, part, generator_id, stage, changed_at, intended, completed, not_sent)
                        values (:runId, :part, :generatorId, :stage, :changedAt, :intended, :completed, :notSent)
                        on conflict (run_id, part) do update set stage = excluded.stage, changed_at = excluded.changed_at,
                            intended = excluded.intended, completed = excluded.completed, not_sent = excluded.not_sent
                        """)
                .param("runId", runId)
                .param("part", part.index())
                .param("generatorId", part.generatorId())
                .param("stage", part.stage().name())
                .param("changedAt", Timestamps.of(part.changedAt()))
                .param("intended", part.intended())
                .param("completed", part.completed())
                .param("notSent", part.notSent())
                .update();
    }

    private void addChange(String runId, Change change) {
        jdbc.sql("""
                        insert into run_changes (run_id, number, status, at, reasons, outcome)
                        select :runId, coalesce(max(number), 0) + 1, :status, :at, :reasons, :outcome
                        from run_changes where run_id = :runId
                        """)
                .param("runId", runId)
                .param("status", change.status().name())
                .param("at", Timestamps.of(change.at()))
                .param(
                        "reasons",
                        change.reasons().stream().map(RunStore::storable).toArray(String[]::new))
                .param("outcome", change.outcome().map(Outcome::name).orElse(null), Types.VARCHAR)
                .update();
    }

    /** PostgreSQL's text cannot hold U+0000, which a reason that another process wrote may. */
    static String storable(String reason) {
        return reason.replace('\u0000', '\uFFFD');
    }

    private static ListedRun listed(ResultSet row, int number) throws SQLException {
        return new ListedRun(
                row.getString("run_id"),
                row.getString("organisation"),
                row.getString("idempotency_key"),
                row.getString("scenario"),
                row.getInt("scenario_version"),
                new Consent(row.getString("requested_by"), Timestamps.instant(row, "permitted_at")),
                RunStatus.valueOf(row.getString("status")),
                Timestamps.instant(row, "changed_at"),
                Timestamps.find(row, "start_at"),
                outcome(row));
    }

    private Run run(ResultSet row, int number) throws SQLException {
        ListedRun listed = listed(row, number);
        String runId = listed.runId();
        Run run = new Run(
                listed,
                plan(runId, row.getBytes("plan")),
                List.of(),
                steering.loadChanges(runId),
                steering.handedOver(runId),
                steering.afterWalk(runId));
        return run.withParts(parts(runId));
    }

    private static RunPlan plan(String runId, byte[] bytes) {
        try {
            return EventCodec.decode(bytes, RunPlan.class);
        } catch (UnreadableEventException e) {
            throw new UnreadablePlanException(runId, e);
        }
    }

    /** The shares of a run, by index. */
    List<Part> parts(String runId) {
        return jdbc.sql("select * from run_parts where run_id = :runId order by part")
                .param("runId", runId)
                .query((row, number) -> new Part(
                        row.getInt("part"),
                        row.getString("generator_id"),
                        Stage.valueOf(row.getString("stage")),
                        Timestamps.instant(row, "changed_at"),
                        row.getLong("intended"),
                        row.getLong("completed"),
                        row.getLong("not_sent")))
                .list();
    }

    private static Optional<Outcome> outcome(ResultSet row) throws SQLException {
        @Nullable String word = row.getString("outcome");
        return Optional.ofNullable(word).map(Outcome::valueOf);
    }
}
