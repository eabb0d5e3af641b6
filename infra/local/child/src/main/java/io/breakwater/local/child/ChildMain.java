package io.breakwater.local.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;

/**
 * Runs another main class, and ends the JVM when standard input ends.
 *
 * <p>Standard input is a pipe of which the parent process holds the other end. The kernel closes it when the parent
 * ends, in whatever way, {@code kill -9} included; so a child never outlives its parent. The JVM then exits in an
 * orderly way, its shutdown hooks run; what has not ended by the deadline is halted.
 *
 * <p>Until then a line {@code archive <file>} on standard input makes the JVM write an archive of its loaded classes,
 * with which the next JVM of the same class path starts in about half the CPU time.
 */
public final class ChildMain {

    /** A line of standard input: write the classes that are loaded by now to a file. */
    private static final String ARCHIVE = "archive ";

    /** How long the shutdown hooks of a part may take: Kafka's controlled shutdown is the longest, below 5 s. */
    private static final long STOP_DEADLINE_SECONDS = 10;

    /** Exit code of a JVM whose shutdown hooks did not end by the deadline. */
    private static final int HALTED = 70;

    private ChildMain() {}

    /**
     * Runs the given main class in this JVM.
     *
     * @param args the name of the main class, then its own arguments
     * @throws Throwable what the main class throws
     */
    public static void main(String[] args) throws Throwable {
        if (args.length == 0) {
            throw new IllegalArgumentException("arguments: none (expected: a main class, then its arguments)");
        }
        daemon("parent-watch", ChildMain::followStandardInput);
        Class<?> mainClass = Class.forName(args[0], true, ClassLoader.getSystemClassLoader());
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        try {
            mainClass.getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void followStandardInput() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                obey(line);
            }
        } catch (IOException e) {
            System.err.println("standard input: " + e + " (expected: open until the parent ends); stopping");
        }
        daemon("stop-deadline", ChildMain::haltAtDeadline);
        System.exit(0);
    }

    private static void obey(String line) {
        if (!line.startsWith(ARCHIVE)) {
            System.err.println("standard input: " + line + " (expected: " + ARCHIVE + "<file>)");
            return;
        }
        try {
            ClassArchive.write(Path.of(line.substring(ARCHIVE.length())));
        } catch (IOException | JMException e) {
            System.err.println("class archive: not written: " + e + " (expected: a faster start next time)");
        }
    }

    private static void haltAtDeadline() {
        try {
            if (!new CountDownLatch(1).await(STOP_DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("stopping: not done (expected: within " + STOP_DEADLINE_SECONDS + " s); halting");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(HALTED);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
