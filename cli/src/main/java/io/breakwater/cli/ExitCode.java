package io.breakwater.cli;

import io.breakwater.events.verdict.Outcome;

/** What the command's exit code means. Documented in the README; the numbers stay what they are. */
public enum ExitCode {
    /** The verdict is PASS, or the command did what it was asked. */
    PASS(0),
    /** The verdict is FAIL. */
    FAIL(1),
    /** The scenario or the command line is wrong. */
    WRONG_INPUT(2),
    /** The verdict is INCONCLUSIVE. */
    INCONCLUSIVE(3),
    /** Breakwater itself failed. */
    PLATFORM_FAILED(4);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number that the process exits with. */
    public int number() {
        return number;
    }

    /** The exit code that tells this outcome. */
    public static ExitCode of(Outcome outcome) {
        return switch (outcome) {
            case PASS -> PASS;
            case FAIL -> FAIL;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }
}
