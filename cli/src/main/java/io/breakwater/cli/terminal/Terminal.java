package io.breakwater.cli.terminal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where the command's output goes. On a terminal it has colours and one live line at its bottom; elsewhere, such as in a
 * CI log, plain lines, and of the live line only every fifth change. Thread-safe.
 */
public final class Terminal {

    private static final int DEFAULT_COLUMNS = 80;

    /** One line in so many stays in a log: at one a second, a line each five seconds. */
    private static final int LIVE_LINES_PER_LOGGED_LINE = 5;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;
    private final int columns;
    private boolean liveLineShown;
    private int liveLines;
    private String lastLive = "";

    Terminal(PrintStream out, PrintStream err, boolean interactive, int columns) {
        this.out = out;
        this.err = err;
        this.interactive = interactive;
        this.columns = columns;
    }

    /**
     * The terminal or pipe that this process was started with. Which of them the script tells in the system property
     * {@code breakwater.terminal}, and how wide it is in {@code breakwater.columns}, since Java cannot see that on every
     * version; the convention {@code NO_COLOR} makes it plain.
     */
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean interactive = Boolean.getBoolean("breakwater.terminal")
                && !environment.containsKey("NO_COLOR")
                && !"dumb".equals(environment.get("TERM"));
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                interactive,
                Integer.getInteger("breakwater.columns", DEFAULT_COLUMNS));
    }

    /** Whether a person looks on. */
    public boolean interactive() {
        return interactive;
    }

    /** How many characters fit a line. */
    public int columns() {
        return columns;
    }

    /** Prints a line above the live one. */
    public synchronized void line(String text) {
        endLive();
        out.println(text);
    }

    /** Prints a line of an error to standard error. */
    public synchronized void error(String text) {
        endLive();
        err.println(styled(Style.RED, text));
    }

    /** Shows a line in place of the last live one. */
    public synchronized void live(String text) {
        if (interactive) {
            // A line that wraps cannot be replaced.
            out.print("\r\u001B[K" + text.substring(0, Math.min(text.length(), columns - 1)));
            out.flush();
            liveLineShown = true;
        } else if (!text.equals(lastLive) && liveLines++ % LIVE_LINES_PER_LOGGED_LINE == 0) {
            out.println(text);
        }
        lastLive = text;
    }

    /** Leaves the live line where it is; the next one begins below. */
    public synchronized void endLive() {
        if (liveLineShown) {
            out.println();
            liveLineShown = false;
        }
    }

    /** The text in a style where a person looks on, and as it is elsewhere. */
    public String styled(Style style, String text) {
        return interactive ? "\u001B[" + style.code + "m" + text + "\u001B[0m" : text;
    }

    /** How a text stands out. */
    public enum Style {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }
}
