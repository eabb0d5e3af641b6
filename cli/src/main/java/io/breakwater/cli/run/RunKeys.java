package io.breakwater.cli.run;

import io.breakwater.cli.rest.LoadAdjustment;
import io.breakwater.cli.rest.RunView;
import io.breakwater.cli.rest.ScenarioService;
import io.breakwater.cli.rest.ServiceAnswerException;
import io.breakwater.cli.terminal.Terminal;
import java.io.IOException;
import java.util.Optional;

/** What a person's keys do to the run that is watched. Not thread-safe. */
final class RunKeys {

    /** What the keys do. */
    static final String HELP = "Keys: + 10 % more, - 10 % less, p pause or resume, s stop, x stop at once, ? these";

    private static final String REASON = "a key was pressed";

    private final ScenarioService scenarios;
    private final Terminal terminal;
    private final String user;

    RunKeys(ScenarioService scenarios, Terminal terminal, String user) {
        this.scenarios = scenarios;
        this.terminal = terminal;
        this.user = user;
    }

    /**
     * Does what a key stands for; a key that stands for nothing shows what keys there are. A refusal is shown and ends nothing.
     *
     * @param run the run as it was shown last
     */
    void pressed(char key, RunView run) throws InterruptedException {
        try {
            switch (key) {
                case '+' -> adjust(run, LoadAdjustment.factor("+10 %", Optional.empty()));
                case '-' -> adjust(run, LoadAdjustment.factor("-10 %", Optional.empty()));
                case 'p' ->
                    adjust(
                            run,
                            run.paused()
                                    ? LoadAdjustment.resume(Optional.empty())
                                    : LoadAdjustment.pause(Optional.empty()));
                case 's' -> scenarios.stop(run.runId(), user, REASON);
                case 'x' -> scenarios.stopAtOnce(run.runId(), user, REASON);
                default -> terminal.line(HELP);
            }
        } catch (ServiceAnswerException e) {
            e.problems().forEach(terminal::line);
        } catch (IOException e) {
            terminal.line("key " + key + ": " + e.getMessage());
        }
    }

    private void adjust(RunView run, LoadAdjustment adjustment) throws IOException, InterruptedException {
        RunView unused = scenarios.adjust(run.runId(), adjustment, user);
    }
}
