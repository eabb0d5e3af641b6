package io.breakwater.cli;

import java.util.List;

/** An end of a command that a person is told about in plain lines, without a stack trace. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final transient List<String> lines;

    /**
     * An end with this exit code.
     *
     * @param lines what to print, one error a line
     */
    public CommandFailedException(ExitCode exitCode, List<String> lines) {
        super(String.join("; ", lines));
        this.exitCode = exitCode;
        this.lines = List.copyOf(lines);
    }

    /** An end because Breakwater itself failed. */
    public static CommandFailedException platform(String line) {
        return new CommandFailedException(ExitCode.PLATFORM_FAILED, List.of(line));
    }

    /** What the process exits with. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** What to print. */
    public List<String> lines() {
        return lines;
    }
}
