package io.breakwater.local.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes the topics that are asked for and do not exist, so that no part has to wait for another one to make them. */
final class MissingTopics {

    private static final long WITHIN_SECONDS = 20;

    private MissingTopics() {}

    static void create(BrokerSettings settings) throws InterruptedException, ExecutionException, TimeoutException {
        if (settings.topics().isEmpty()) {
            return;
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.clientAddress()))) {
            Set<String> existing = admin.listTopics().names().get(WITHIN_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = settings.topics().stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get(WITHIN_SECONDS, TimeUnit.SECONDS);
        }
    }
}
