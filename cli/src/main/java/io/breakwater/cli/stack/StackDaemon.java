package io.breakwater.cli.stack;

import io.breakwater.local.part.ProjectHome;
import io.breakwater.local.stack.BreakwaterStack;
import io.breakwater.local.stack.StackSettings;
import io.breakwater.local.supervise.PartState;
import io.breakwater.local.supervise.PartStatus;
import io.breakwater.local.supervise.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process that {@code breakwater up} leaves behind: it supervises the parts, writes their status each second, and stops
 * them when it is told to end. When it is killed the parts end by themselves, because their standard input does.
 */
public final class StackDaemon {

    private final Path dataFolder;
    private final Map<String, String> overrides;
    private final Supervisor supervisor;
    private final CountDownLatch ended = new CountDownLatch(1);
    private StackStatus.State state = StackStatus.State.STARTING;
    private List<String> problems = List.of();

    private StackDaemon(Path dataFolder, Map<String, String> overrides, Supervisor supervisor) {
        this.dataFolder = dataFolder;
        this.overrides = overrides;
        this.supervisor = supervisor;
    }

    /** Takes the data folder and then settings as {@code name=value}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path dataFolder = Path.of(arguments[0]);
        Map<String, String> overrides = new LinkedHashMap<>();
        List.of(arguments).subList(1, arguments.length).forEach(argument -> {
            int equals = argument.indexOf('=');
            overrides.put(argument.substring(0, equals), argument.substring(equals + 1));
        });
        new StackDaemon(dataFolder, overrides, Supervisor.of(dataFolder)).run();
    }

    private void run() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        write();
        new Thread(this::writeEachSecond, "status").start();
        try {
            supervisor.start(BreakwaterStack.parts(ProjectHome.find(), StackSettings.of(dataFolder, overrides)));
            archiveClasses();
            become(StackStatus.State.READY, List.of());
        } catch (IOException | RuntimeException e) {
            become(
                    StackStatus.State.FAILED,
                    String.valueOf(e.getMessage()).lines().toList());
            ended.countDown();
        } catch (InterruptedException e) {
            ended.countDown();
            Thread.currentThread().interrupt();
        }
    }

    /** Before the stack is said to be ready: each part stands still meanwhile, and no run may meet that. */
    private void archiveClasses() throws InterruptedException {
        try {
            supervisor.archiveClasses();
        } catch (IOException e) {
            // The stack is whole; only the next start is as slow as this one.
            System.err.println("class archives: " + e.getMessage() + " (expected: a folder that can be written)");
        }
    }

    private void end() {
        ended.countDown();
        supervisor.close();
    }

    private void writeEachSecond() {
        try {
            while (!ended.await(1, TimeUnit.SECONDS)) {
                write();
            }
        } catch (IOException e) {
            // The reader sees an old status and its instant; there is nobody else to tell.
            System.err.println("stack.json: " + e.getMessage() + " (expected: a folder that can be written)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void become(StackStatus.State next, List<String> why) throws IOException {
        synchronized (this) {
            state = next;
            problems = why;
        }
        write();
    }

    private synchronized void write() throws IOException {
        new StackStatus(
                        ProcessHandle.current().pid(),
                        ProcessHandle.current().info().startInstant(),
                        state,
                        Instant.now(),
                        overrides,
                        problems,
                        supervisor.status().stream().map(StackDaemon::line).toList())
                .write(dataFolder);
    }

    static StackStatus.PartLine line(PartStatus part) {
        return new StackStatus.PartLine(
                part.name(),
                part.state().name(),
                part.pid().orElse(0),
                part.residentBytes().orElse(0),
                part.readyAfter().map(Duration::toMillis).orElse(0L),
                part.state() == PartState.DIED ? part.lastLogLines() : List.of());
    }
}
