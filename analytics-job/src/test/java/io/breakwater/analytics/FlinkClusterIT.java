package io.breakwater.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.analytics.synthetic.SyntheticRun.Batch;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.local.LocalKafka;
import io.breakwater.local.LocalParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on a Flink cluster of three processes, of which one is killed. */
class FlinkClusterIT {

    @Test
    void publishesTheSameWindowsAndVerdictWhenATaskManagerIsKilled(@TempDir Path folder) throws Exception {
        SyntheticRun undisturbed = SyntheticRun.named("r-undisturbed");
        SyntheticRun disturbed = SyntheticRun.named("r-disturbed");
        List<Batch> batches = disturbed.allBatches().stream()
                .sorted(Comparator.comparingLong(Batch::number))
                .toList();
        Path clients = Files.writeString(
                folder.resolve("kafka.properties"), "client.rack=rack-7\nssl.key.password=not-to-be-seen\n");
        try (LocalKafka kafka = LocalParts.kafka(folder);
                TopicProbe probe = new TopicProbe(kafka.bootstrapServers());
                FlinkCluster cluster =
                        FlinkCluster.start(folder.resolve("flink"), "task-manager-1", "task-manager-2")) {
            probe.createTopics();
            cluster.submit(
                    "--bootstrap-servers=" + kafka.bootstrapServers(),
                    "--kafka-properties=" + clients,
                    "--parallelism=2",
                    "--checkpoint-interval=300ms",
                    "--checkpoint-storage=" + folder.resolve("checkpoints").toUri());
            assertThat(cluster.taskManagersAtWork()).containsExactly("task-manager-1", "task-manager-2");

            probe.command(undisturbed.start());
            probe.batches(undisturbed.allBatches());
            RunVerdict verdict = probe.awaitVerdict(RunVerdict::last);
            assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.PASS);

            probe.command(disturbed.start());
            probe.batches(batches.subList(0, 9));
            probe.awaitVerdict(provisional -> provisional.runId().equals("r-disturbed")
                    && provisional.evidence().batchesReceived() == 9);
            cluster.kill("task-manager-1");
            probe.batches(batches.subList(9, batches.size()));
            probe.awaitVerdict(last -> last.last() && last.runId().equals("r-disturbed"));
            probe.poll(Duration.ofSeconds(1));

            assertThat(probe.results("r-disturbed"))
                    .hasSize(13)
                    .containsExactlyElementsOf(probe.results("r-undisturbed"));
            assertThat(cluster.log("job-manager"))
                    .as("control: the job was disturbed")
                    .contains("Restoring job")
                    .contains("from Checkpoint");
            assertThat(cluster.log("task-manager-2"))
                    .as("Kafka's clients have the properties of the file")
                    .contains("rack-7");
            for (String process : List.of("submission", "job-manager", "task-manager-1", "task-manager-2")) {
                assertThat(cluster.log(process)).doesNotContain("not-to-be-seen");
            }
        }
    }
}
