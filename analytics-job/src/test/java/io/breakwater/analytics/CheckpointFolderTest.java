package io.breakwater.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    @Test
    void findsTheNewestCompleteCheckpointOfAllJobs(@TempDir Path root) throws IOException {
        checkpoint(root, "job-a", 9, true);
        checkpoint(root, "job-b", 10, true);
        checkpoint(root, "job-b", 11, false);
        Files.createDirectories(root.resolve("job-c/shared"));

        assertThat(new CheckpointFolder(root).newest()).contains(root.resolve("job-b/chk-10"));
    }

    @Test
    void findsNoneWhereNoneIsComplete(@TempDir Path root) throws IOException {
        assertThat(new CheckpointFolder(root.resolve("absent")).newest()).isEmpty();
        checkpoint(root, "job-a", 1, false);
        assertThat(new CheckpointFolder(root).newest()).isEmpty();
    }

    @Test
    void sweepsWhatEarlierJobsLeft(@TempDir Path root) throws IOException {
        checkpoint(root, "job-a", 9, true);
        checkpoint(root, "job-b", 10, true);
        new CheckpointFolder(root).sweep(Optional.of(root.resolve("job-b/chk-10")));

        assertThat(root.resolve("job-a")).doesNotExist();
        assertThat(root.resolve("job-b/chk-10/_metadata")).exists();
    }

    private static void checkpoint(Path root, String job, int number, boolean complete) throws IOException {
        Path folder = Files.createDirectories(root.resolve(job).resolve("chk-" + number));
        if (complete) {
            Files.writeString(folder.resolve("_metadata"), "x");
        }
    }
}
