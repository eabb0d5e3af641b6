package io.breakwater.cli.report;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the report of a run goes besides the terminal. */
public final class ReportOutputs {

    @Option(names = "--json", paramLabel = "OUT", description = "write the report as JSON")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--junit", paramLabel = "OUT", description = "write the verdict as JUnit XML, for CI servers")
    private Optional<Path> junit = Optional.empty();

    /** The report as JSON. */
    public Optional<Path> json() {
        return json;
    }

    /** The verdict as JUnit XML. */
    public Optional<Path> junit() {
        return junit;
    }

    /**
     * Checks before a run that its report will find a place after it.
     *
     * @throws CommandFailedException with every file that cannot be written
     */
    public void check() {
        List<String> errors = new ArrayList<>();
        json.ifPresent(file -> check("--json", file, errors));
        junit.ifPresent(file -> check("--junit", file, errors));
        if (!errors.isEmpty()) {
            throw new CommandFailedException(ExitCode.WRONG_INPUT, errors);
        }
    }

    private static void check(String option, Path file, List<String> errors) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : folder)) {
            errors.add(option + ": " + file + " (expected: a file that can be written, in a folder that exists)");
        }
    }
}
