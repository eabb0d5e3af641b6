package io.breakwater.cli.run;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.report.FinalReport;
import io.breakwater.cli.report.JUnitReport;
import io.breakwater.cli.report.ReportOutputs;
import io.breakwater.cli.rest.Reporting;
import io.breakwater.cli.rest.ScenarioService;
import io.breakwater.cli.rest.ServiceAnswerException;
import io.breakwater.cli.stack.LocalStack;
import io.breakwater.cli.terminal.KeyPresses;
import io.breakwater.cli.terminal.Keyboard;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.cli.validate.ScenarioFile;
import io.breakwater.events.run.RunRequest;
import io.breakwater.events.verdict.RunVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** One run on a local stack, from its scenario file to its report. */
final class AcceptanceRun {

    private static final String ORGANISATION = "local";

    private final ScenarioService scenarios;
    private final Reporting reporting;
    private final Terminal terminal;
    private final String user;

    AcceptanceRun(LocalStack stack, Terminal terminal, String user) {
        this.scenarios = new ScenarioService(address(stack, "scenario-service"));
        this.reporting = new Reporting(address(stack, "reporting-api"));
        this.terminal = terminal;
        this.user = user;
    }

    private static URI address(LocalStack stack, String part) {
        return URI.create("http://127.0.0.1:" + stack.settings().part(part).port("port"));
    }

    /**
     * Stores the scenario, runs it, and tells what came of it.
     *
     * @param outputs where its report goes besides the terminal
     */
    ExitCode run(ScenarioFile file, ReportOutputs outputs) throws IOException, InterruptedException {
        String runId = start(file);
        terminal.line("Run " + runId + " started");
        Thread stopper = new Thread(() -> stop(runId));
        Runtime.getRuntime().addShutdownHook(stopper);
        RunVerdict verdict;
        try (KeyPresses keyboard = outputs.json().isPresent() ? KeyPresses.none() : Keyboard.ofProcess(terminal)) {
            if (keyboard instanceof Keyboard) {
                terminal.line(RunKeys.HELP);
            }
            RunKeys keys = new RunKeys(scenarios, terminal, user);
            verdict = new RunWatch(scenarios, reporting, terminal, keyboard, keys).untilEnd(runId);
        } catch (IOException e) {
            // Nobody watches any more: the load must not go on.
            stop(runId);
            throw e;
        } finally {
            forget(stopper);
        }

        new FinalReport(terminal)
                .lines(verdict, reporting.acceptanceTables(runId))
                .forEach(terminal::line);
        terminal.line("  stored         " + reporting.address(runId) + " and `breakwater report " + runId + "`");
        if (outputs.json().isPresent()) {
            Files.write(outputs.json().get(), reporting.report(runId).orElseThrow());
        }
        if (outputs.junit().isPresent()) {
            JUnitReport.write(verdict, outputs.junit().get());
        }
        return ExitCode.of(verdict.outcome());
    }

    private String start(ScenarioFile file) throws IOException, InterruptedException {
        try {
            Map<String, String> hashes = new LinkedHashMap<>();
            for (Map.Entry<String, Path> dataFile : file.dataFiles().entrySet()) {
                String sha256 = sha256(dataFile.getValue());
                scenarios.storeDataFile(sha256, dataFile.getValue());
                hashes.put(dataFile.getKey(), sha256);
            }
            scenarios.store(file.text(), hashes);
            return scenarios.start(new RunRequest(
                    UUID.randomUUID().toString(),
                    ORGANISATION,
                    user,
                    true,
                    file.scenario().name()));
        } catch (ServiceAnswerException e) {
            boolean ours = e.status() >= 500;
            throw new CommandFailedException(ours ? ExitCode.PLATFORM_FAILED : ExitCode.WRONG_INPUT, e.problems());
        }
    }

    private static void forget(Thread stopper) {
        try {
            Runtime.getRuntime().removeShutdownHook(stopper);
        } catch (IllegalStateException e) {
            // This process is ending, and the hook has begun to stop the run: that is what it is for.
        }
    }

    private void stop(String runId) {
        try {
            scenarios.stop(runId, user, "the command was interrupted");
        } catch (IOException e) {
            terminal.error("run " + runId + ": could not be told to stop: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: every Java platform has it", e);
        }
    }
}
