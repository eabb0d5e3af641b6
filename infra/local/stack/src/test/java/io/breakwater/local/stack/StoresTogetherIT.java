package io.breakwater.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.part.ElasticsearchPart;
import io.breakwater.local.part.KafkaPart;
import io.breakwater.local.part.KafkaTopic;
import io.breakwater.local.part.PostgresPart;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.local.port.Ports;
import io.breakwater.local.supervise.Part;
import io.breakwater.local.supervise.PartState;
import io.breakwater.local.supervise.PartStatus;
import io.breakwater.local.supervise.Supervisor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The three stores together, under one supervisor. */
@Timeout(120)
class StoresTogetherIT {

    private static final List<KafkaTopic> TOPICS =
            List.of(new KafkaTopic("request-events", 4, false), new KafkaTopic("platform-tokens", 1, true));

    @Test
    void startsTogetherWithItsTopicsAndFasterFromArchivedClasses(@TempDir Path folder) throws Exception {
        int kafkaPort = Ports.free();
        StackSettings settings = StackSettings.of(
                folder,
                Map.of(
                        "kafka.port", "" + kafkaPort,
                        "kafka.controller-port", "" + Ports.free(),
                        "postgres.port", "" + Ports.free(),
                        "elasticsearch.port", "" + Ports.free()));
        List<Part> parts = parts(settings);
        try (Supervisor supervisor = Supervisor.of(folder)) {
            supervisor.start(parts);
            assertThat(supervisor.status()).extracting(PartStatus::state).containsOnly(PartState.READY);
            assertThat(residentBytes(supervisor)).isBetween(100L << 20, 700L << 20);
            assertThat(supervisor.archiveClasses())
                    .as("parts without an archive")
                    .isEmpty();
        }
        try (Supervisor again = Supervisor.of(folder)) {
            assertThat(again.endedLeftovers()).isEmpty();
            again.start(parts);
            assertThat(Files.readAllLines(again.status(KafkaPart.NAME).log())).noneMatch(line -> line.contains("[cds"));
            long pid = again.status(ElasticsearchPart.NAME).pid().orElseThrow();
            assertThat(Path.of("/proc/" + pid + "/maps")).content().contains("class-archives/elasticsearch-");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + kafkaPort))) {
                assertThat(admin.describeTopics(List.of("request-events", "platform-tokens"))
                                .allTopicNames()
                                .get(20, TimeUnit.SECONDS)
                                .values())
                        .extracting(
                                topic -> topic.name() + " " + topic.partitions().size())
                        .containsExactlyInAnyOrder("request-events 4", "platform-tokens 1");
            }
        }
    }

    private static List<Part> parts(StackSettings settings) {
        ProjectHome home = ProjectHome.find();
        Path folder = settings.dataFolder();
        return List.of(
                KafkaPart.in(home, folder, settings.part(KafkaPart.NAME), TOPICS),
                PostgresPart.in(home, folder, settings.part(PostgresPart.NAME)),
                ElasticsearchPart.in(home, folder, settings.part(ElasticsearchPart.NAME)));
    }

    private static long residentBytes(Supervisor supervisor) {
        return supervisor.status().stream()
                .mapToLong(status -> status.residentBytes().orElseThrow())
                .sum();
    }
}
