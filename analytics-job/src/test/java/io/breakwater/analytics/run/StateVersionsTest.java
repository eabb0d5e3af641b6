package io.breakwater.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.events.verdict.RunVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State of the job as each version of it has written it down in mid-run. A change of the form needs a new version, which reads
 * those that were released; {@code -Dstate.write=true} writes the state of the present one. While nothing is released, the file
 * of a changed form may be written anew.
 */
class StateVersionsTest {

    private static final Path FOLDER = Path.of("src/test/resources/state");
    private static final SyntheticRun RUN = SyntheticRun.named("r-1");

    @BeforeAll
    static void writesTheStateOfThePresentVersionWhereAsked() throws Exception {
        if (!Boolean.getBoolean("state.write")) {
            return;
        }
        Files.createDirectories(FOLDER);
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.batches(0).subList(0, 3));
            job.batches(RUN.batches(1).subList(0, 2));
            job.passSeconds(1);
            RunHarness.Checkpoint checkpoint = job.checkpoint();
            Path version = FOLDER.resolve("version-" + RunSerializer.VERSION);
            OperatorSnapshotUtil.writeStateHandle(checkpoint.fold(), version + ".fold");
            OperatorSnapshotUtil.writeStateHandle(checkpoint.run(), version + ".run");
        }
    }

    @Test
    void holdsTheStateOfThePresentVersion() {
        assertThat(FOLDER.resolve("version-" + RunSerializer.VERSION + ".run")).exists();
        assertThat(FOLDER.resolve("version-" + RunSerializer.VERSION + ".fold")).exists();
    }

    @Test
    void copiesARunToWhatItsBytesHold() throws Exception {
        Run run = new Run("r-1");
        run.start(RUN.start());
        run.abandon("g-1", "no heartbeat for 10 s");
        RunSerializer serializer = new RunSerializer();

        assertThat(bytes(serializer, serializer.copy(run))).isEqualTo(bytes(serializer, run));
    }

    private static byte[] bytes(RunSerializer serializer, Run run) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(run, out);
        return out.getCopyOfBuffer();
    }

    static List<String> versions() throws Exception {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".run"))
                    .map(name -> name.substring(0, name.length() - ".run".length()))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void goesOnFromTheStateOfEachVersionAsIfNothingHadHappened(String version) throws Exception {
        RunVerdict undisturbed;
        List<String> windows;
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.allBatches());
            job.passSeconds(1);
            undisturbed = job.finalVerdict();
            windows = job.finalWindowTexts();
        }
        RunHarness.Checkpoint kept = new RunHarness.Checkpoint(
                OperatorSnapshotUtil.readStateHandle(
                        FOLDER.resolve(version + ".fold").toString()),
                OperatorSnapshotUtil.readStateHandle(
                        FOLDER.resolve(version + ".run").toString()));
        try (RunHarness job = new RunHarness(kept)) {
            job.batches(RUN.batches(0).subList(3, RUN.batches(0).size()));
            job.batches(RUN.batches(1).subList(2, RUN.batches(1).size()));
            job.passSeconds(10);

            assertThat(job.finalVerdict().run()).isEqualTo(undisturbed.run());
            assertThat(job.finalVerdict().outcome()).isEqualTo(undisturbed.outcome());
            if (version.equals("version-" + RunSerializer.VERSION)) {
                assertThat(job.finalVerdict().objectives()).isEqualTo(undisturbed.objectives());
                assertThat(windows).containsAll(job.finalWindowTexts());
            }
        }
    }
}
