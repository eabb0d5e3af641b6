package io.breakwater.generator.run;

import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.generator.GeneratorReport.AfterWalked;
import io.breakwater.events.run.RunCommand.WalkAfter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks through the sessions after the load of runs, each run's once: a command that comes again is answered from memory.
 * Thread-safe.
 */
final class AfterWalks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AfterWalks.class);

    /** Commands repeat within minutes, not after so many runs. */
    private static final int REMEMBERED = 1_000;

    private static final int MOST_AT_ONCE = 16;

    private final String generatorId;
    private final Preparation preparation;
    private final Clock wallClock;
    private final Consumer<GeneratorReport> reports;
    private final Map<String, Optional<AfterWalked>> byRun = new LinkedHashMap<>();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(MOST_AT_ONCE, task -> new Thread(task, "after"));

    AfterWalks(String generatorId, Preparation preparation, Clock wallClock, Consumer<GeneratorReport> reports) {
        this.generatorId = generatorId;
        this.preparation = preparation;
        this.wallClock = wallClock;
        this.reports = reports;
    }

    /** Takes a command; one for another generator is passed over. */
    synchronized void accept(WalkAfter asked) {
        if (!asked.generatorId().equals(generatorId)) {
            return;
        }
        Optional<AfterWalked> known = byRun.get(asked.runId());
        if (known != null) {
            known.ifPresent(reports);
            return;
        }
        long atOnce = byRun.values().stream().filter(Optional::isEmpty).count();
        if (atOnce >= MOST_AT_ONCE) {
            reports.accept(walked(
                    asked, List.of("after: " + atOnce + " runs at once (expected: at most " + MOST_AT_ONCE + ")")));
            return;
        }
        byRun.put(asked.runId(), Optional.empty());
        if (byRun.size() > REMEMBERED) {
            byRun.remove(byRun.keySet().iterator().next());
        }
        try {
            threads.execute(() -> walk(asked));
        } catch (RejectedExecutionException e) {
            LOG.debug("run {}: the generator ends, nothing more is done: {}", asked.runId(), e.toString());
        }
    }

    private void walk(WalkAfter asked) {
        List<String> problems;
        try {
            problems = preparation.walkAfter(asked);
        } catch (InterruptedException e) {
            // Not answered: whoever asked hears from the end of the heartbeats that another generator has to do it.
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException e) {
            LOG.error("run {}: sessions after the load not walked through", asked.runId(), e);
            problems = List.of("after: generator: " + e);
        }
        ended(walked(asked, problems));
    }

    private synchronized void ended(AfterWalked walked) {
        if (walked.problems().isEmpty()) {
            LOG.info("run {}: sessions after the load walked through", walked.runId());
        } else {
            LOG.warn("run {}: sessions after the load walked through: {}", walked.runId(), walked.problems());
        }
        byRun.replace(walked.runId(), Optional.of(walked));
        reports.accept(walked);
    }

    private AfterWalked walked(WalkAfter asked, List<String> problems) {
        return new AfterWalked(generatorId, wallClock.instant(), asked.runId(), problems);
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
