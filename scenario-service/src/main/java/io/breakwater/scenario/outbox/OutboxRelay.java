package io.breakwater.scenario.outbox;

import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.loop.Loop;
import io.breakwater.scenario.outbox.OrderedSending.Result;
import io.breakwater.scenario.outbox.OrderedSending.Row;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the rows of the outbox to Kafka, those of one key in the order of their ids, and deletes what Kafka has confirmed.
 *
 * <p>One replica relays at a time: it holds an advisory lock that ends with its transaction, hence also with its process.
 * A row that was sent but not deleted, because the process died or an earlier row failed, is sent again: readers of the
 * topics take a record twice without harm. While the broker is away rows wait here.
 */
@Component
public final class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    /** The name of the advisory lock: "outbox" in ASCII. */
    private static final long LOCK = 0x6f7574626f78L;

    /** Rows in one transaction: enough for a full pipeline to the broker. */
    private static final int ROWS_AT_ONCE = 100;

    /** Rows are added to a transaction until they pass this size, so that a pile of big ones does not fill the heap. */
    private static final int BYTES_AT_ONCE = 2 * 1024 * 1024;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final ProducerFactory<byte[], byte[]> producers;
    private final Loop loop;
    private volatile boolean running;

    OutboxRelay(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            ProducerFactory<byte[], byte[]> producers,
            ScenarioServiceProperties properties) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.producers = producers;
        this.loop = new Loop("outbox-relay", properties.outboxPollInterval(), this::relayAll);
    }

    /** Says that rows were committed. */
    void nudge() {
        loop.nudge();
    }

    /** Rows that wait to be sent. */
    public long waiting() {
        return count("select count(*) from outbox where refused is null");
    }

    /** Rows that Kafka will never take, kept for a person to look at. */
    public long refused() {
        return count("select count(*) from outbox where refused is not null");
    }

    private long count(String query) {
        return jdbc.sql(query).query(Long.class).single();
    }

    private void relayAll() {
        while (running && Boolean.TRUE.equals(transactions.execute(status -> relaySome()))) {
            // The next rows follow at once.
        }
    }

    /** Sends the first rows; returns whether there may be more. */
    private boolean relaySome() {
        if (!jdbc.sql("select exists (select 1 from outbox where refused is null)")
                .query(Boolean.class)
                .single()) {
            return false;
        }
        if (!jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single()) {
            return false;
        }
        List<Row> rows = jdbc.sql("""
                        select * from (
                            select first.*, sum(octet_length(value)) over (order by id) - octet_length(value) as before
                            from (select * from outbox where refused is null order by id limit :rows) first
                        ) counted where before < :bytes order by id
                        """)
                .param("rows", ROWS_AT_ONCE)
                .param("bytes", BYTES_AT_ONCE)
                .query((row, number) -> new Row(
                        row.getLong("id"),
                        new OutgoingRecord(
                                row.getString("topic"),
                                row.getBytes("record_key"),
                                row.getBytes("value"),
                                HeaderBytes.decode(row.getBytes("headers")))))
                .list();
        List<Long> sent = send(rows);
        if (!sent.isEmpty()) {
            jdbc.sql("delete from outbox where id in (:ids)").param("ids", sent).update();
        }
        return !sent.isEmpty();
    }

    /** Sends rows, and returns the ids up to the first that has to be sent again. */
    private List<Long> send(List<Row> rows) {
        List<Long> sent = new ArrayList<>();
        try {
            for (Result result : new OrderedSending(producers.createProducer()).send(rows)) {
                if (result.failure().isEmpty()) {
                    sent.add(result.row().id());
                } else if (result.isToBeSentAgain()) {
                    throwUnlessSome(sent, result.failure().get());
                } else {
                    refuse(result.row(), result.failure().get().toString());
                }
            }
        } catch (InterruptedException e) {
            // Nothing is deleted: the rows are sent again.
            Thread.currentThread().interrupt();
            return List.of();
        }
        return sent;
    }

    /** What was sent must be deleted first; when nothing was, the loop shall know of the trouble and pause. */
    private static void throwUnlessSome(List<Long> sent, Throwable cause) {
        if (sent.isEmpty()) {
            throw new KafkaException("outbox: not sent (expected: an answer of the broker): " + cause, cause);
        }
    }

    private void refuse(Row row, String reason) {
        LOG.error(
                "outbox row {} for topic {}: {} (expected: a record that Kafka takes; it waits for a person)",
                row.id(),
                row.outgoing().topic(),
                reason);
        jdbc.sql("update outbox set refused = :reason where id = :id")
                .param("reason", reason)
                .param("id", row.id())
                .update();
    }

    @Override
    public void start() {
        running = true;
        loop.start();
    }

    @Override
    public void stop() {
        running = false;
        loop.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
