package io.breakwater.generator.heartbeat;

import io.breakwater.events.generator.GeneratorReport.GeneratorHeartbeat;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says each second that the generator is alive. */
public final class Heartbeats implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    private static final long EVERY_MILLIS = 1_000;

    private final Reports reports;
    private final String generatorId;
    private final String region;
    private final IntSupplier activeRuns;
    private final ProcessorUse processorUse;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "heartbeat"));

    /**
     * Heartbeats that have not begun.
     *
     * @param reports      the way out
     * @param generatorId  this generator
     * @param region       where it stands
     * @param activeRuns   how many parts it has
     * @param processorUse sampled with each beat
     * @param clock        the wall clock
     */
    public Heartbeats(
            Reports reports,
            String generatorId,
            String region,
            IntSupplier activeRuns,
            ProcessorUse processorUse,
            Clock clock) {
        this.reports = reports;
        this.generatorId = generatorId;
        this.region = region;
        this.activeRuns = activeRuns;
        this.processorUse = processorUse;
        this.clock = clock;
    }

    /** Begins; the first beat comes at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // beat() lets nothing escape, and close() ends it.
    public void start() {
        thread.scheduleAtFixedRate(this::beat, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            processorUse.sample();
            reports.send(new GeneratorHeartbeat(
                    generatorId, clock.instant(), region, activeRuns.getAsInt(), processorUse.getAsDouble()));
        } catch (RuntimeException e) {
            // One beat is lost; the next must still come, or the generator would be taken for dead.
            LOG.warn("heartbeat: not sent: {}", e.toString());
        }
    }

    /** Ends them. */
    @Override
    public void close() {
        thread.shutdownNow();
        reports.close();
    }
}
