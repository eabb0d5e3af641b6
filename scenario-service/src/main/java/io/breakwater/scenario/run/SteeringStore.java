package io.breakwater.scenario.run;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.HandedOver;
import io.breakwater.scenario.run.AfterWalk.Stage;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What belongs to a run besides its life, in PostgreSQL: changes of its load, values handed over, sessions after its load. */
@Component
final class SteeringStore {

    private final JdbcClient jdbc;

    SteeringStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The changes of a run's load, by number. */
    List<LoadChange> loadChanges(String runId) {
        return jdbc.sql("select * from run_adjustments where run_id = :runId order by number")
                .param("runId", runId)
                .query((row, number) -> new LoadChange(
                        row.getInt("number"),
                        Timestamps.instant(row, "at"),
                        Timestamps.instant(row, "effective_at"),
                        row.getString("asked_by"),
                        row.getString("change"),
                        adjustment(runId, row.getBytes("adjustment"))))
                .list();
    }

    private static Adjustment adjustment(String runId, byte[] bytes) {
        try {
            return EventCodec.decode(bytes, Adjustment.class);
        } catch (UnreadableEventException e) {
            throw new UnreadablePlanException(runId, e);
        }
    }

    /** What the sessions before a run's load handed over. */
    Optional<HandedOver> handedOver(String runId) {
        return jdbc.sql("""
                        select handed_over_key_id, handed_over from runs
                        where run_id = :runId and handed_over is not null
                        """)
                .param("runId", runId)
                .query((row, number) ->
                        new HandedOver(row.getString("handed_over_key_id"), row.getBytes("handed_over")))
                .optional();
    }

    /** How far the sessions after a run's load have come. */
    Optional<AfterWalk> afterWalk(String runId) {
        return jdbc.sql("select * from run_after_walks where run_id = :runId")
                .param("runId", runId)
                .query((row, number) -> new AfterWalk(
                        Stage.valueOf(row.getString("stage")),
                        Timestamps.instant(row, "due_at"),
                        texts(row.getArray("generator_ids")),
                        texts(row.getArray("problems"))))
                .optional();
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    /** Writes what is new about a locked run. */
    void save(Run before, Run run) {
        run.loadChanges().stream().skip(before.loadChanges().size()).forEach(change -> add(run.runId(), change));
        if (!run.handedOver().equals(before.handedOver())) {
            run.handedOver().ifPresent(values -> save(run.runId(), values));
        }
        if (!run.afterWalk().equals(before.afterWalk())) {
            run.afterWalk().ifPresent(walk -> save(run.runId(), walk));
        }
    }

    private void add(String runId, LoadChange change) {
        jdbc.sql("""
                        insert into run_adjustments (run_id, number, at, effective_at, asked_by, change, adjustment)
                        values (:runId, :number, :at, :effectiveAt, :by, :change, :adjustment)
                        """)
                .param("runId", runId)
                .param("number", change.number())
                .param("at", Timestamps.of(change.at()))
                .param("effectiveAt", Timestamps.of(change.effectiveAt()))
                .param("by", change.by())
                .param("change", change.change())
                .param("adjustment", EventCodec.encode(change.adjustment()))
                .update();
    }

    private void save(String runId, HandedOver values) {
        jdbc.sql("update runs set handed_over_key_id = :keyId, handed_over = :sealed where run_id = :runId")
                .param("keyId", values.keyId())
                .param("sealed", values.sealed())
                .param("runId", runId)
                .update();
    }

    private void save(String runId, AfterWalk walk) {
        jdbc.sql("""
                        insert into run_after_walks (run_id, stage, due_at, generator_ids, problems)
                        values (:runId, :stage, :dueAt, :generatorIds, :problems)
                        on conflict (run_id) do update set stage = excluded.stage,
                            generator_ids = excluded.generator_ids, problems = excluded.problems
                        """)
                .param("runId", runId)
                .param("stage", walk.stage().name())
                .param("dueAt", Timestamps.of(walk.dueAt()))
                .param("generatorIds", walk.generatorIds().toArray(String[]::new))
                .param(
                        "problems",
                        walk.problems().stream().map(RunStore::storable).toArray(String[]::new))
                .update();
    }

    /** Nobody walks through the sessions after the load of a locked run any more. */
    void giveUpAfter(String runId, String why) {
        afterWalk(runId)
                .filter(AfterWalk::isPending)
                .ifPresent(walk -> save(runId, walk.ended(Stage.GIVEN_UP, List.of(why))));
    }
}
