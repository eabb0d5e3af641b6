package io.breakwater.cli;

import io.breakwater.cli.terminal.CapturedTerminal;

/** Command lines as a shell hands them over. */
public final class CommandLines {

    private CommandLines() {}

    /** Executes one and returns its exit code. */
    public static int execute(CapturedTerminal terminal, String... arguments) {
        return BreakwaterMain.commandLine(terminal.terminal()).execute(arguments);
    }
}
