package io.breakwater.scenario.outbox;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to Kafka.
 *
 * @param topic   where it goes
 * @param key     its key; null when it has none
 * @param value   its bytes
 * @param headers its headers, in order
 */
public record OutgoingRecord(String topic, byte @Nullable [] key, byte[] value, List<Header> headers) {

    /**
     * A header of a record.
     *
     * @param name  its name
     * @param value its bytes
     */
    public record Header(String name, byte[] value) {}

    public OutgoingRecord {
        headers = List.copyOf(headers);
    }

    /** A control-plane record, encoded. */
    public static OutgoingRecord of(Topic topic, String key, Object event) {
        return new OutgoingRecord(
                topic.name(), key.getBytes(StandardCharsets.UTF_8), EventCodec.encode(event), List.of());
    }
}
