package io.breakwater.cli.run;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.report.ReportOutputs;
import io.breakwater.cli.rest.SampleBackendControl;
import io.breakwater.cli.stack.LocalStack;
import io.breakwater.cli.stack.StackOptions;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.cli.validate.ScenarioFile;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.target.cases.WidgetCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code breakwater demo}: the WeChat widget acceptance run against the sample mini-program backend. */
@Command(
        name = "demo",
        description =
                "Runs the WeChat widget acceptance load against the sample mini-program backend, start to report.")
public final class DemoCommand implements Callable<Integer> {

    /** A backend that keeps the widget's limits with room to spare, and one that does not. */
    private static final String QUICK = "lognormal:25ms,110ms";

    private static final String SLOW = "lognormal:140ms,950ms";

    private static final long CASES_SEED = 20_180_929;

    private final Terminal terminal;

    @Option(names = "--for", paramLabel = "DURATION", description = "how long to send (default: ${DEFAULT-VALUE})")
    private String duration = "60s";

    @Option(names = "--rate", paramLabel = "RATE", description = "arrival rate (default: ${DEFAULT-VALUE})")
    private String rate = "200/s";

    @Option(names = "--slow", description = "let the backend answer too slowly: the verdict is FAIL")
    private boolean slow;

    @Option(names = "--stall", description = "let the backend freeze for 2 s in every 20 s: the verdict is FAIL")
    private boolean stall;

    @Mixin
    private StackOptions options = new StackOptions();

    /** A command that prints to this terminal. */
    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(options.dataFolder().resolve("demo"));
        ScenarioFile scenario = scenario(folder);
        try (LocalStack stack = LocalStack.attachOrStart(options, terminal)) {
            SampleBackendControl backend =
                    new SampleBackendControl(stack.settings().part("target").port("control-port"));
            backend.behave(slow ? SLOW : QUICK, stall ? "2s/20s" : "none");
            terminal.line("Sending " + rate + " for " + duration + " to the sample backend at "
                    + scenario.scenario().target());
            ExitCode exitCode;
            try {
                exitCode = new AcceptanceRun(stack, terminal, System.getProperty("user.name", "unknown"))
                        .run(scenario, new ReportOutputs());
            } finally {
                backend.behave(QUICK, "none");
            }
            stack.prepareNextStart(terminal);
            return exitCode.number();
        }
    }

    /** The acceptance scenario with this demo's rate, duration and port, and its cases beside it. */
    private ScenarioFile scenario(Path folder) throws IOException {
        Path original = ProjectHome.find().folder().resolve("infra/target/scenarios/widget-acceptance.yaml");
        int port = LocalStack.settings(options).part("target").port("port");
        String text = Files.readString(original);
        text = replaceOnce(text, "hold: 200/s", "hold: " + rate);
        text = replaceOnce(text, "for: 30m", "for: " + duration);
        text = replaceOnce(text, "target: http://127.0.0.1:18090", "target: http://127.0.0.1:" + port);
        WidgetCases.write(folder.resolve("widget-cases.jsonl"), WidgetCases.PLATFORM_COUNT, CASES_SEED);
        return ScenarioFile.read(Files.writeString(folder.resolve("widget-acceptance.yaml"), text));
    }

    private static String replaceOnce(String text, String original, String replacement) {
        int at = text.indexOf(original);
        if (at < 0 || text.indexOf(original, at + 1) >= 0) {
            throw new CommandFailedException(
                    ExitCode.PLATFORM_FAILED,
                    List.of("widget-acceptance.yaml: `" + original + "` (expected: exactly once)"));
        }
        return text.replace(original, replacement);
    }
}
