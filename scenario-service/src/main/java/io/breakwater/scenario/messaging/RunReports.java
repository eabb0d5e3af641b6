package io.breakwater.scenario.messaging;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.scenario.run.RunSteering;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;

/** Hands what generators and the analytics job say about runs to the steering. What cannot be read is counted and skipped. */
@Component
final class RunReports implements MessageListener<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(RunReports.class);

    private final RunSteering steering;
    private final AtomicLong unreadable = new AtomicLong();

    RunReports(RunSteering steering) {
        this.steering = steering;
    }

    long unreadable() {
        return unreadable.get();
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> message) {
        try {
            byte[] value = message.value() == null ? new byte[0] : message.value();
            if (message.topic().equals(Topic.RUN_VERDICTS.name())) {
                steering.onVerdict(EventCodec.decode(value, RunVerdict.class));
            } else {
                steering.onReport(EventCodec.decode(value, GeneratorReport.class));
            }
        } catch (UnreadableEventException e) {
            skip(message, e);
        } catch (NonTransientDataAccessResourceException e) {
            // The database is away: the message waits for it.
            throw e;
        } catch (NonTransientDataAccessException e) {
            // What the database never takes, such as U+0000 in a run's name, would hold up all that follows.
            skip(message, e);
        }
    }

    private void skip(ConsumerRecord<byte[], byte[]> message, Exception why) {
        if (unreadable.getAndIncrement() == 0) {
            LOG.warn(
                    "{} partition {} offset {}: {} (skipped; further ones are counted only)",
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    why.getMessage());
        }
    }
}
