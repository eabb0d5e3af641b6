package io.breakwater.scenario.trigger;

import io.breakwater.events.topic.Topic;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.outbox.OutgoingRecord;
import io.breakwater.scenario.outbox.OutgoingRecord.Header;
import io.breakwater.scenario.run.Admission;
import io.breakwater.scenario.run.RunRequestReading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;

/**
 * Answers each message of {@code run-requests} on {@code run-status}. What is no request is answered too, set aside as it
 * came, and counted. An offset is committed after the answer is, so that a message may be answered twice, never not at all;
 * the second answer names the same run.
 */
@Component
public final class RunRequestListener implements MessageListener<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(RunRequestListener.class);

    private final Admission admission;
    private final long maxRequestBytes;
    private final AtomicLong setAside = new AtomicLong();

    RunRequestListener(Admission admission, ScenarioServiceProperties properties) {
        this.admission = admission;
        this.maxRequestBytes = properties.maxRunRequestSize().toBytes();
    }

    /** Messages that were set aside since the start of this process. */
    public long setAside() {
        return setAside.get();
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> message) {
        byte @Nullable [] value = message.value();
        if (value == null) {
            setAside(message, nothingRead(), List.of("request: empty (expected: a JSON object)"));
            return;
        }
        if (value.length > maxRequestBytes) {
            setAside(
                    message,
                    nothingRead(),
                    List.of("request: " + value.length + " B (expected: <= " + maxRequestBytes + " B)"));
            return;
        }
        RunRequestReading reading = RunRequestReading.of(value, Optional.empty());
        if (reading.request().isEmpty()) {
            setAside(message, reading, reading.reasons());
            return;
        }
        try {
            admission.admitAndAnswer(reading.request().get());
        } catch (NonTransientDataAccessResourceException e) {
            // The database is away: the message waits for it.
            throw e;
        } catch (NonTransientDataAccessException e) {
            LOG.error("run request at {}: {} (expected: an answer; this is a defect)", place(message), e.toString(), e);
            setAside(message, reading, List.of("request: it cannot be stored (expected: one that can)"));
        }
    }

    private static RunRequestReading nothingRead() {
        return new RunRequestReading(Optional.empty(), List.of(), "", "", "", "");
    }

    private void setAside(ConsumerRecord<byte[], byte[]> message, RunRequestReading reading, List<String> reasons) {
        List<String> placed = new ArrayList<>(reasons);
        placed.add("message: " + place(message) + ", set aside on " + Topic.RUN_REQUESTS_SET_ASIDE.name());
        List<Header> headers = new ArrayList<>();
        message.headers()
                .forEach(header ->
                        headers.add(new Header(header.key(), header.value() == null ? new byte[0] : header.value())));
        headers.add(header("breakwater-reason", String.join("; ", reasons)));
        headers.add(header("breakwater-topic", message.topic()));
        headers.add(header("breakwater-partition", Integer.toString(message.partition())));
        headers.add(header("breakwater-offset", Long.toString(message.offset())));
        byte[] value = message.value() == null ? new byte[0] : message.value();
        admission.refuse(
                reading,
                placed,
                new OutgoingRecord(Topic.RUN_REQUESTS_SET_ASIDE.name(), message.key(), value, headers));
        setAside.incrementAndGet();
        LOG.warn("run request at {}: set aside: {}", place(message), String.join("; ", reasons));
    }

    private static String place(ConsumerRecord<byte[], byte[]> message) {
        return message.topic() + " partition " + message.partition() + " offset " + message.offset();
    }

    private static Header header(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
