package io.breakwater.scenario.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.breakwater.scenario.outbox.OrderedSending.Result;
import io.breakwater.scenario.outbox.OrderedSending.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class OrderedSendingTest {

    /** Kafka's own producer for tests; what a value says happens to its record, or to the one before. */
    private static final class ScriptedProducer extends MockProducer<byte[], byte[]> {

        ScriptedProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> sent, Callback callback) {
            Future<RecordMetadata> answer = super.send(sent, callback);
            switch (text(sent.value())) {
                case "lost" -> errorNext(new TimeoutException("no answer"));
                case "too large" -> errorNext(new RecordTooLargeException());
                case "no answer yet" -> {}
                case "the one before is lost" -> {
                    errorNext(new TimeoutException("no answer"));
                    completeNext();
                }
                default -> completeNext();
            }
            return answer;
        }

        List<String> keys() {
            return history().stream().map(sent -> text(sent.key())).toList();
        }
    }

    private final ScriptedProducer producer = new ScriptedProducer();

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Row row(long id, String key, String value) {
        return new Row(
                id,
                new OutgoingRecord(
                        "any",
                        key.getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8),
                        List.of()));
    }

    private List<Result> send(Row... rows) throws InterruptedException {
        return new OrderedSending(producer).send(List.of(rows));
    }

    @Test
    void sendsAllInOrder() throws Exception {
        assertThat(send(row(1, "a", "fine"), row(2, "b", "fine"), row(3, "a", "fine")))
                .extracting(
                        result -> result.row().id(), result -> result.failure().isEmpty())
                .containsExactly(tuple(1L, true), tuple(2L, true), tuple(3L, true));
        assertThat(producer.keys()).containsExactly("a", "b", "a");
    }

    @Test
    void sendsNothingAfterARecordThatFailed() throws Exception {
        List<Result> results = send(row(1, "a", "fine"), row(2, "a", "lost"), row(3, "a", "fine"), row(4, "b", "fine"));
        assertThat(results).hasSize(2).last().matches(Result::isToBeSentAgain);
        assertThat(producer.keys()).containsExactly("a", "a");
    }

    @Test
    void letsNoRecordOvertakeOneOfItsKeyThatFailsLater() throws Exception {
        List<Result> results =
                send(row(1, "a", "no answer yet"), row(2, "b", "the one before is lost"), row(3, "a", "fine"));
        assertThat(results).singleElement().matches(Result::isToBeSentAgain);
        assertThat(producer.keys()).containsExactly("a", "b");
    }

    @Test
    void goesOnAfterARecordThatKafkaWillNeverTake() throws Exception {
        List<Result> results = send(row(1, "a", "too large"), row(2, "a", "fine"));
        assertThat(results).extracting(Result::isToBeSentAgain).containsExactly(false, false);
        assertThat(results.get(0).failure()).containsInstanceOf(RecordTooLargeException.class);
        assertThat(producer.keys()).containsExactly("a", "a");
    }
}
