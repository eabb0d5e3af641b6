package io.breakwater.cli.cases;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.events.cases.CaseDescription;
import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.scenario.file.CaseDescriptionReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code breakwater cases}: makes self-test cases of a search widget from a description, or checks a file of them. */
@Command(
        name = "cases",
        description = "Makes self-test cases of a search widget from a description, or checks a file of them.")
public final class CasesCommand implements Callable<Integer> {

    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "DESCRIPTION",
            arity = "0..1",
            description = "what cases may say; the cases are made from it")
    private Optional<Path> maker = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "where the cases go, one JSON object a line")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--check", paramLabel = "FILE", description = "checks a file of cases instead")
    private Optional<Path> check = Optional.empty();

    @Option(
            names = "--description",
            paramLabel = "DESCRIPTION",
            description = "with --check: what cases may say, to tell normal and abnormal ones apart")
    private Optional<Path> checker = Optional.empty();

    @Option(names = "--rate", paramLabel = "RATE", description = "the planned rate (default: ${DEFAULT-VALUE})")
    private String rate = "200/s";

    @Option(names = "--for", paramLabel = "DURATION", description = "how long (default: ${DEFAULT-VALUE})")
    private String duration = "30m";

    @Option(names = "--json", description = "tell it as JSON")
    private boolean json;

    /** A command that prints to this terminal. */
    public CasesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<String> errors = new ArrayList<>();
        OptionalLong requests = PlannedRequests.of(rate, duration, errors);
        boolean makes = maker.isPresent() && out.isPresent() && check.isEmpty() && checker.isEmpty();
        boolean checks = check.isPresent() && maker.isEmpty() && out.isEmpty();
        if (!makes && !checks) {
            errors.add("arguments: (expected: DESCRIPTION --out FILE, or --check FILE [--description DESCRIPTION])");
        }
        if (!errors.isEmpty()) {
            throw new CommandFailedException(ExitCode.WRONG_INPUT, errors);
        }
        return makes ? make(maker.orElseThrow(), out.orElseThrow(), requests) : check(check.orElseThrow(), requests);
    }

    private int make(Path from, Path to, OptionalLong requests) throws IOException {
        CaseDescription description = description(from);
        CaseMaker.Made made = CaseMaker.make(description);
        List<String> lines = made.cases().stream().map(CaseQuery::line).toList();
        try {
            Files.write(to, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.WRONG_INPUT,
                    List.of("--out: " + to + " (expected: a file that can be written, in a folder that exists)"));
        }
        CaseReport report = new CaseFileCheck(to.toString(), Optional.of(description)).check(lines, requests);
        if (lines.size() < description.count()) {
            List<String> warnings = new ArrayList<>(report.warnings());
            warnings.add(to + ": " + lines.size() + " cases (wanted: " + description.count()
                    + "), as the slots allow no more different ones");
            report = new CaseReport(
                    report.file(),
                    report.cases(),
                    report.distinct(),
                    report.abnormal(),
                    report.oddities(),
                    report.planned(),
                    warnings,
                    report.errors());
        }
        return told(report);
    }

    private int check(Path file, OptionalLong requests) {
        Optional<CaseDescription> description = checker.map(CasesCommand::description);
        return told(new CaseFileCheck(file.toString(), description).check(lines(file), requests));
    }

    private int told(CaseReport report) {
        if (json) {
            terminal.line(new String(EventCodec.encode(report), StandardCharsets.UTF_8));
        } else {
            report.lines().forEach(terminal::line);
            report.errors().forEach(terminal::error);
        }
        return (report.errors().isEmpty() ? ExitCode.PASS : ExitCode.WRONG_INPUT).number();
    }

    private static CaseDescription description(Path file) {
        CaseDescriptionReader.Reading reading = CaseDescriptionReader.read(String.join("\n", lines(file)));
        return reading.description()
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.WRONG_INPUT,
                        reading.problems().stream()
                                .map(problem -> problem.describe(file.toString()))
                                .toList()));
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new CommandFailedException(
                        ExitCode.WRONG_INPUT,
                        List.of(file + ": " + Files.size(file) + " bytes (expected: at most " + MOST_BYTES + ")"));
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.WRONG_INPUT, List.of(file + ": cannot be read (expected: a file in UTF-8)"));
        }
    }
}
