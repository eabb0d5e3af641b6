package io.breakwater.scenario.outbox;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes records into the current transaction; once it is committed they are sure to reach Kafka. Thread-safe. */
@Component
public final class Outbox {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final OutboxRelay relay;

    Outbox(JdbcClient jdbc, Clock clock, OutboxRelay relay) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.relay = relay;
    }

    /**
     * Writes records in the given order. Records of one key keep the order of their transactions only if these transactions
     * hold a common lock while they write.
     *
     * @throws IllegalStateException outside of a transaction
     */
    public void append(List<OutgoingRecord> records) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("transaction: none (expected: the one whose outcome the records report)");
        }
        if (records.isEmpty()) {
            return;
        }
        for (OutgoingRecord outgoing : records) {
            jdbc.sql("""
                            insert into outbox (topic, record_key, value, headers, written_at)
                            values (:topic, :key, :value, :headers, :writtenAt)
                            """)
                    .param("topic", outgoing.topic())
                    .param("key", outgoing.key(), java.sql.Types.BINARY)
                    .param("value", outgoing.value())
                    .param("headers", HeaderBytes.encode(outgoing.headers()))
                    .param("writtenAt", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                relay.nudge();
            }
        });
    }
}
