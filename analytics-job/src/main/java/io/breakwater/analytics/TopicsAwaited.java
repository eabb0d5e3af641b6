package io.breakwater.analytics;

import io.breakwater.events.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until Kafka answers and the job's topics are there. Their owner creates them and may start later; a source would
 * fail for want of them, and a sink block for a minute.
 *
 * @param kafka  properties for Kafka's clients
 * @param topics the topics
 */
record TopicsAwaited(Properties kafka, List<Topic> topics) {

    private static final Logger LOG = LoggerFactory.getLogger(TopicsAwaited.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    void await() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        try (Admin admin = Admin.create(kafka)) {
            for (long round = 0; ; round++) {
                String missing = missing(admin);
                if (missing.isEmpty()) {
                    return;
                }
                // 1, 2, 4, 8 and so on.
                if (Long.bitCount(round + 1) == 1) {
                    LOG.info("Waiting for {} at {}", missing, kafka.getProperty("bootstrap.servers"));
                }
                if (never.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }
    }

    private String missing(Admin admin) throws InterruptedException {
        try {
            Set<String> present = admin.listTopics().names().get(5, TimeUnit.SECONDS);
            Set<String> missing = new TreeSet<>();
            topics.stream()
                    .map(Topic::name)
                    .filter(name -> !present.contains(name))
                    .forEach(missing::add);
            return missing.isEmpty() ? "" : "the topics " + String.join(", ", missing);
        } catch (ExecutionException e) {
            return "Kafka, which says: " + e.getCause();
        } catch (TimeoutException e) {
            return "Kafka, which has not answered for 5 s";
        }
    }
}
