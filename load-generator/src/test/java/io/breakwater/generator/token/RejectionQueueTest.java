package io.breakwater.generator.token;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RejectionQueueTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(RejectionQueue.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final MockProducer<byte[], byte[]> brokers =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    @Test
    void tellsOfEveryRefusedTokenButLogsEverFewerOfThem() {
        RejectionQueue queue = new RejectionQueue(brokers, "g1", Clock.systemUTC());
        for (int member = 0; member < 1_000; member++) {
            TokenFixture.held(member, 1_000, "secret-" + member, queue).refused("40001", "run-1");
        }
        queue.close();

        assertThat(brokers.history()).hasSize(1_000);
        assertThat(queue.dropped()).isZero();
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSize(10)
                .startsWith(
                        "token of shop, member 0: refused with 40001 in run run-1; 1 refused so far",
                        "token of shop, member 1: refused with 40001 in run run-1; 2 refused so far",
                        "token of shop, member 3: refused with 40001 in run run-1; 4 refused so far")
                .endsWith("token of shop, member 511: refused with 40001 in run run-1; 512 refused so far")
                .noneMatch(line -> line.contains("secret"));
    }
}
