package io.breakwater.cli.submission;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.cases.CaseFileCheck;
import io.breakwater.cli.cases.CaseReport;
import io.breakwater.cli.rest.Reporting;
import io.breakwater.cli.rest.ScenarioService;
import io.breakwater.cli.rest.ScenarioService.Stored;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.ScenarioReader;
import io.breakwater.events.verdict.RunVerdict;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What a report writes for the form of the platform's backend test of a search widget. */
public final class SubmissionOptions {

    @Option(
            names = "--widget",
            description =
                    "write what the form of WeChat's backend test of a search widget wants: cases, result, time and"
                            + " servers")
    private boolean widget;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "with --widget: where it goes (default: widget-submission-RUN)")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--cases",
            paramLabel = "FILE",
            description = "with --widget: the self-test cases (default: those of the scenario)")
    private Optional<Path> cases = Optional.empty();

    @Option(
            names = "--server",
            paramLabel = "SERVER",
            description =
                    "with --widget: a server under test, may come several times (default: the scenario's targets)")
    private List<String> servers = new ArrayList<>();

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "with --widget: when the platform may test, may come several times")
    private List<String> windows = new ArrayList<>();

    /** Whether anything is to be written. */
    public boolean wanted() {
        return widget;
    }

    /**
     * Writes the submission of a run.
     *
     * @return what was written
     * @throws CommandFailedException when the run has no such result, there are no cases, or the scenario is no
     *     longer the one that ran
     */
    public List<Path> write(RunVerdict verdict, Reporting reporting, ScenarioService scenarios)
            throws IOException, InterruptedException {
        Map<String, ResultTable> tables = new HashMap<>();
        for (SubmissionText text : SubmissionText.values()) {
            tables.put(
                    text.language,
                    reporting
                            .acceptance(verdict.runId(), text.language, ResultTable.class)
                            .orElseThrow(() -> wrong("RUN: " + verdict.runId()
                                    + " has no result table (expected: a run with the objectives of wechat-widget-local"
                                    + " or wechat-widget-official)")));
        }
        Optional<Stored> stored = scenarios.stored(verdict.scenario());
        if (stored.isPresent() && (cases.isEmpty() || servers.isEmpty())) {
            requireVersion(stored.get().version(), scenarios.scenarioVersion(verdict.runId()));
        }
        Optional<Scenario> scenario =
                stored.flatMap(kept -> ScenarioReader.read(kept.text()).scenario());
        List<String> lines = lines(stored, scenario, scenarios);
        CaseReport report = new CaseFileCheck(
                        cases.map(Path::toString).orElse(WidgetSubmission.CASES_FILE), Optional.empty())
                .check(lines, OptionalLong.empty());
        if (!report.errors().isEmpty()) {
            throw new CommandFailedException(ExitCode.WRONG_INPUT, report.errors());
        }
        WidgetSubmission submission = new WidgetSubmission(
                verdict.runId(),
                verdict.scenario(),
                verdict.outcome().name(),
                verdict.startAt(),
                Duration.ofNanos(verdict.elapsedMicros() * 1_000),
                servers.isEmpty() ? targets(scenario) : servers,
                windows,
                lines.stream().filter(line -> !line.isBlank()).toList(),
                report.distinct(),
                tables);
        Path folder = out.orElseGet(() -> Path.of("widget-submission-" + verdict.runId()));
        try {
            return submission.write(folder);
        } catch (IOException e) {
            throw wrong("--out: " + folder + " (expected: a folder that can be written)");
        }
    }

    /** What the run did not send must not be handed in as its cases. */
    private static void requireVersion(int stored, OptionalInt run) {
        if (run.isEmpty()) {
            throw wrong("--cases, --server: missing (expected: both, as scenario-service does not know the run)");
        }
        if (run.getAsInt() != stored) {
            throw wrong(
                    "--cases, --server: missing (expected: both, as the scenario was stored again since the run: version "
                            + stored + ", run with " + run.getAsInt() + ")");
        }
    }

    private List<String> lines(Optional<Stored> stored, Optional<Scenario> scenario, ScenarioService scenarios)
            throws IOException, InterruptedException {
        if (cases.isPresent()) {
            try {
                return Files.readAllLines(cases.get(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw wrong("--cases: " + cases.get() + " cannot be read (expected: a file in UTF-8)");
            }
        }
        List<DataSet> files = scenario.map(read -> read.dataSets().values().stream()
                        .filter(data -> data.format() == DataSet.Format.JSONL)
                        .toList())
                .orElse(List.of());
        if (files.size() != 1 || stored.isEmpty()) {
            throw wrong("--cases: missing (expected: the file, as the scenario has " + files.size()
                    + " data sets in JSON lines)");
        }
        String sha256 = Optional.ofNullable(
                        stored.get().dataFiles().get(files.get(0).file()))
                .map(Stored.Content::sha256)
                .orElseThrow(() -> wrong("--cases: missing (expected: the file, as the scenario's is not stored)"));
        return new String(scenarios.dataFile(sha256), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static List<String> targets(Optional<Scenario> scenario) {
        TreeSet<String> targets = new TreeSet<>();
        scenario.ifPresent(read -> {
            targets.add(read.target().toString());
            read.steps().forEach(step -> {
                if (step.request() instanceof Request.WidgetMessage message) {
                    message.target().map(URI::toString).ifPresent(targets::add);
                }
            });
        });
        return List.copyOf(targets);
    }

    private static CommandFailedException wrong(String error) {
        return new CommandFailedException(ExitCode.WRONG_INPUT, List.of(error));
    }
}
