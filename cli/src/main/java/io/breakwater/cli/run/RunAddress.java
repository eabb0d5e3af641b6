package io.breakwater.cli.run;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.rest.ScenarioService;
import io.breakwater.cli.rest.ServiceAnswerException;
import io.breakwater.cli.stack.LocalStack;
import io.breakwater.cli.stack.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which run a command is about, on whose behalf, and how it is reached: the parameters of all that steers one. */
final class RunAddress {

    @Parameters(paramLabel = "RUN", description = "the run's id")
    private String runId = "";

    @Option(names = "--by", paramLabel = "WHO", description = "who asks (default: the user of this process)")
    private String user = System.getProperty("user.name", "unknown");

    @Mixin
    private StackOptions options = new StackOptions();

    /** Something to ask of scenario-service about the run. */
    @FunctionalInterface
    interface Question<T> {
        /** Asks. */
        T ask(ScenarioService scenarios, String runId, String user) throws IOException, InterruptedException;
    }

    /**
     * Asks the stack that is there, in the background or in another terminal.
     *
     * @throws CommandFailedException when it refuses, with every reason, or does not answer
     */
    <T> T ask(Question<T> question) throws IOException, InterruptedException {
        if (!runId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new CommandFailedException(
                    ExitCode.WRONG_INPUT, List.of("RUN: " + runId + " (expected: the id of a run)"));
        }
        URI address = URI.create("http://127.0.0.1:"
                + LocalStack.settings(options).part("scenario-service").port("port"));
        try {
            return question.ask(new ScenarioService(address), runId, user);
        } catch (ServiceAnswerException e) {
            boolean ours = e.status() >= 500;
            throw new CommandFailedException(ours ? ExitCode.PLATFORM_FAILED : ExitCode.WRONG_INPUT, e.problems());
        } catch (IOException e) {
            throw CommandFailedException.platform("scenario-service: no answer at " + address
                    + " (expected: a stack that is up; see `breakwater status`)");
        }
    }
}
