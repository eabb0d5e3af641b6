package io.breakwater.cli.run;

import io.breakwater.cli.ExitCode;
import io.breakwater.cli.rest.LoadAdjustment;
import io.breakwater.cli.rest.RunView;
import io.breakwater.cli.rest.RunView.LoadChange;
import io.breakwater.cli.terminal.Terminal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code breakwater adjust}: changes the load of a run that goes on. */
@Command(name = "adjust", description = "Changes the load of a run that goes on; takes effect half a second later.")
public final class AdjustCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private RunAddress run = new RunAddress();

    @ArgGroup(multiplicity = "1")
    private Change change = new Change();

    @Option(
            names = "--session",
            paramLabel = "NAME",
            description =
                    "a session with a load of its own (default: --level is about the common load, the others about all)")
    private Optional<String> session = Optional.empty();

    /** A command that prints to this terminal. */
    public AdjustCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What changes: exactly one. */
    private static final class Change {

        @Option(
                names = "--level",
                paramLabel = "LEVEL",
                description = "hold this level to the planned end, such as 250/s or \"50 users\"")
        private Optional<String> level = Optional.empty();

        @Option(
                names = "--factor",
                paramLabel = "FACTOR",
                description = "multiply all that is to come, such as 1.1 or \"+10 %%\"")
        private Optional<String> factor = Optional.empty();

        @Option(names = "--pause", description = "begin no iteration until it is resumed; the plan waits")
        private boolean pause;

        @Option(names = "--resume", description = "go on where the plan was")
        private boolean resume;

        LoadAdjustment asked(Optional<String> session) {
            if (pause || resume) {
                return pause ? LoadAdjustment.pause(session) : LoadAdjustment.resume(session);
            }
            return level.map(text -> LoadAdjustment.level(text, session))
                    .or(() -> factor.map(text -> LoadAdjustment.factor(text, session)))
                    .orElseThrow();
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunView changed = run.ask((scenarios, runId, user) -> scenarios.adjust(runId, change.asked(session), user));
        List<LoadChange> changes = changed.adjustments();
        Instant newest = changes.get(changes.size() - 1).effectiveAt();
        // One request may change several loads, all of them from the same instant on.
        changes.stream()
                .filter(one -> one.effectiveAt().equals(newest))
                .map(RunWatch::told)
                .forEach(terminal::line);
        return ExitCode.PASS.number();
    }
}
