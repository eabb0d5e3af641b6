package io.breakwater.reporting.index;

import io.breakwater.events.codec.EventCodec;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that could not be indexed, for a person to look at.
 *
 * @param topic     where it was read
 * @param partition its partition
 * @param offset    its offset there
 * @param writtenAt when Kafka says that it was written
 * @param reason    why it could not be indexed
 * @param key       its key, as it is; empty when it had none
 * @param bytes     its value, as it is; empty when it had none
 */
record SetAsideRecord(
        String topic, int partition, long offset, Instant writtenAt, String reason, byte[] key, byte[] bytes) {

    static SetAsideRecord of(ConsumerRecord<byte[], byte[]> consumed, String reason) {
        return new SetAsideRecord(
                consumed.topic(),
                consumed.partition(),
                consumed.offset(),
                Instant.ofEpochMilli(Math.max(0, consumed.timestamp())),
                reason,
                consumed.key() == null ? new byte[0] : consumed.key(),
                consumed.value() == null ? new byte[0] : consumed.value());
    }

    IndexDocument document() {
        return new IndexDocument(
                StoredIndex.SET_ASIDE, DocumentId.ofRecord(topic, partition, offset), 0, EventCodec.encode(this));
    }
}
