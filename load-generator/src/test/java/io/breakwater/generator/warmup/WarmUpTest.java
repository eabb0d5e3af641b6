package io.breakwater.generator.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.breakwater.generator.publish.EventBacklog;
import io.breakwater.generator.publish.EventPublisher;
import io.breakwater.generator.publish.KafkaBatchSender;
import io.breakwater.generator.run.EventLoops;
import io.breakwater.generator.run.Part.Surroundings;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WarmUpTest {

    @Test
    @Timeout(20)
    void sendsLoadWithinTheProcessAndNothingToTheBrokers() throws Exception {
        EventLoops loops = new EventLoops(1);
        try (MockProducer<byte[], byte[]> brokers =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())) {
            EventPublisher publisher = new EventPublisher(new KafkaBatchSender(brokers), new EventBacklog(1_000_000));
            Surroundings surroundings =
                    new Surroundings("g", "here", loops, publisher, () -> 0, System::nanoTime, Clock.systemUTC());

            assertThatCode(() -> WarmUp.run(surroundings, 500, Duration.ofMillis(300)))
                    .doesNotThrowAnyException();

            publisher.close();
            assertThat(brokers.history()).isEmpty();
        } finally {
            loops.close();
        }
    }
}
