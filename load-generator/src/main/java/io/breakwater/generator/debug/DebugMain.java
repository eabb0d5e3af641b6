package io.breakwater.generator.debug;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.generator.data.DataFolder;
import io.breakwater.generator.sample.SampleQueue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/**
 * The process that tries a scenario out: {@code DebugMain FILE [--key value]...}. Walks the sessions before the load, each
 * session under load, and those after it, once each, and prints every exchange as a line of JSON, a {@link RequestSample}. Needs
 * no brokers, unless the scenario uses platform tokens. Exit code 0 when all went well, 1 when something failed, 2 when the
 * scenario or an argument is wrong, 4 when it could not do its work; reasons go to standard error.
 */
public final class DebugMain {

    /** A scenario that repeats its steps very often is cut off here, and says so. */
    private static final int MOST_SAMPLES = 10_000;

    private DebugMain() {}

    /** Tries a scenario out and exits. */
    public static void main(String[] arguments) {
        // Before the first logger is made: standard output is for samples alone.
        System.setProperty("logback.configurationFile", "debug-logback.xml");
        int exitCode = 4;
        try {
            exitCode = run(arguments, new PrintStream(System.out, true, StandardCharsets.UTF_8), System.err);
        } catch (IOException | InterruptedException | RuntimeException e) {
            LoggerFactory.getLogger(DebugMain.class).error("debug: ended by an error", e);
        }
        System.exit(exitCode);
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) throws IOException, InterruptedException {
        Path parent = Files.createTempDirectory("breakwater-debug-");
        AtomicBoolean failed = new AtomicBoolean();
        SampleQueue queue = new SampleQueue((sample, dropped) -> print(sample, out, failed), MOST_SAMPLES);
        try (DataFolder folder = DataFolder.open(parent.resolve("data"), Long.MAX_VALUE / 2)) {
            DebugSettings settings = DebugSettings.read(arguments, System.getenv());
            OpenedScenario opened = OpenedScenario.open(settings.file(), folder);
            List<String> problems;
            try (WalkOnce walk = WalkOnce.prepared(settings, opened, queue)) {
                problems = walk.all();
            }
            queue.close();
            problems.forEach(err::println);
            if (queue.dropped() > 0) {
                err.println("samples: " + queue.dropped() + " not shown (expected: at most " + MOST_SAMPLES + ")");
            }
            return failed.get() || !problems.isEmpty() ? 1 : 0;
        } catch (WrongInputException e) {
            err.println(e.getMessage());
            return 2;
        } finally {
            queue.close();
            Files.deleteIfExists(parent);
        }
    }

    private static void print(RequestSample sample, PrintStream out, AtomicBoolean failed) {
        if (sample.outcome() != RequestOutcome.SUCCEEDED
                || sample.business().isFailure()
                || !sample.failures().isEmpty()) {
            failed.set(true);
        }
        out.println(new String(EventCodec.encode(sample), StandardCharsets.UTF_8));
    }
}
