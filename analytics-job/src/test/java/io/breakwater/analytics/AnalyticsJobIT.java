package io.breakwater.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.analytics.synthetic.SyntheticRun.Batch;
import io.breakwater.analytics.synthetic.SyntheticRun.Event;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.local.LocalKafka;
import io.breakwater.local.LocalParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One story on a real broker, with the built job in a JVM of its own that is killed twice. */
class AnalyticsJobIT {

    @Test
    void publishesTheSameWindowsAndVerdictWhetherItIsKilledOrNotOrReplaysEverything(@TempDir Path folder)
            throws Exception {
        SyntheticRun undisturbed = SyntheticRun.named("r-undisturbed");
        SyntheticRun disturbed = SyntheticRun.named("r-disturbed");
        try (LocalKafka kafka = LocalParts.kafka(folder);
                TopicProbe probe = new TopicProbe(kafka.bootstrapServers())) {
            try (JobProcess job = JobProcess.start(kafka.bootstrapServers(), folder.resolve("first"))) {
                assertThat(job.awaitWaiting()).contains("request-events").contains("run-verdicts");
                probe.createTopics();
                job.awaitReady();

                probe.send(Topic.REQUEST_EVENTS, new byte[] {1}, new byte[] {2});
                probe.send(Topic.RUN_COMMANDS, new byte[] {1}, new byte[] {2});
                probe.command(undisturbed.start());
                probe.batches(undisturbed.allBatches());
                RunVerdict verdict = probe.awaitVerdict(RunVerdict::last);
                assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.PASS);
                assertThat(verdict.run().completed())
                        .isEqualTo(undisturbed.allEvents().stream()
                                .filter(Event::sent)
                                .count());

                probe.command(disturbed.start());
                probe.batches(mixed(disturbed).subList(0, 9));
                probe.awaitVerdict(provisional -> provisional.runId().equals("r-disturbed")
                        && provisional.evidence().batchesReceived() == 9);
            }
            probe.batches(mixed(disturbed).subList(9, 11));
            try (JobProcess job = JobProcess.start(kafka.bootstrapServers(), folder.resolve("first"))) {
                job.awaitReady();
                assertThat(job.tookUpACheckpoint()).isTrue();
                probe.awaitVerdict(provisional -> provisional.runId().equals("r-disturbed")
                        && provisional.evidence().batchesReceived() == 11);
            }
            probe.batches(mixed(disturbed).subList(11, mixed(disturbed).size()));
            try (JobProcess job = JobProcess.start(kafka.bootstrapServers(), folder.resolve("first"))) {
                job.awaitReady();
                probe.awaitVerdict(verdict -> verdict.last() && verdict.runId().equals("r-disturbed"));
            }
            probe.poll(Duration.ofSeconds(1));
            assertThat(probe.results("r-disturbed"))
                    .hasSize(13)
                    .containsExactlyElementsOf(probe.results("r-undisturbed"));

            int published = probe.finalVerdicts("r-undisturbed").size();
            try (JobProcess job = JobProcess.startClusterJar(kafka.bootstrapServers(), folder.resolve("second"))) {
                job.awaitReady();
                while (probe.finalVerdicts("r-undisturbed").size() == published) {
                    probe.poll(Duration.ofMillis(100));
                }
            }
            assertThat(probe.results("r-undisturbed"))
                    .as("a final verdict that differs from the first would be one more")
                    .hasSize(13);
        }
    }

    /** The batches as two generators would send them, side by side. */
    private static List<Batch> mixed(SyntheticRun run) {
        return run.allBatches().stream()
                .sorted(Comparator.comparingLong(Batch::number))
                .toList();
    }
}
