package io.breakwater.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.breakwater.local.part.ProjectHome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StackOptionsTest {

    @Test
    void keepsItsDataInTheProjectWhereNothingElseIsSaid() {
        assumeThat(System.getenv("BREAKWATER_DATA")).isNull();

        assertThat(options().dataFolder()).isEqualTo(ProjectHome.find().folder().resolve(".breakwater"));
    }

    @Test
    void takesTheFolderOfTheCommandLine() {
        assertThat(options("--data", "/tmp/other").dataFolder()).isEqualTo(Path.of("/tmp/other"));
    }

    private static StackOptions options(String... arguments) {
        return CommandLine.populateCommand(new StackOptions(), arguments);
    }
}
