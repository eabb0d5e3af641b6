package io.breakwater.generator.run;

import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.generator.http.ConnectionBudget;
import io.breakwater.generator.http.PoolLimits;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.http2.Http2;
import io.breakwater.generator.publish.EventPublisher;
import io.breakwater.generator.publish.PartEvents;
import io.breakwater.generator.publish.PartIdentity;
import io.breakwater.generator.sample.SampleSink;
import io.breakwater.generator.sample.Sampler;
import io.breakwater.generator.sample.TokenSecrets;
import io.breakwater.generator.schedule.ArrivalShare;
import io.breakwater.generator.session.LoopDriver;
import io.breakwater.generator.session.Meetings;
import io.breakwater.generator.websocket.WebSockets;
import io.breakwater.generator.websocket.WithWebSockets;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** This generator's part of one run, from its start to its closing batch. Thread-safe. */
public final class Part {

    private final List<LoopDriver> drivers = new ArrayList<>();
    private final LoadSteering steering;
    private final AtomicBoolean stopWasWanted = new AtomicBoolean();
    private final PartEvents events;
    private final long runStartNanos;

    /**
     * What all parts of the process share.
     *
     * @param generatorId this generator
     * @param region      where it stands
     * @param loops       the threads that send
     * @param publisher   the way of events out
     * @param cpuRatio    the process's use of its processors
     * @param nanoClock   the clock of intended and actual starts
     * @param wallClock   the clock of starts and tokens
     * @param samples     the way of samples out
     */
    public record Surroundings(
            String generatorId,
            String region,
            EventLoops loops,
            EventPublisher publisher,
            DoubleSupplier cpuRatio,
            LongSupplier nanoClock,
            Clock wallClock,
            SampleSink samples) {

        /** Surroundings in which nobody wants samples. */
        public Surroundings(
                String generatorId,
                String region,
                EventLoops loops,
                EventPublisher publisher,
                DoubleSupplier cpuRatio,
                LongSupplier nanoClock,
                Clock wallClock) {
            this(generatorId, region, loops, publisher, cpuRatio, nanoClock, wallClock, SampleSink.NOWHERE);
        }
    }

    /** Hears what becomes of a part, on any thread. */
    public interface Listener {

        /** The closing batch and all before it were delivered or given up. */
        void closed(StepAccounting totals, long eventsLost);

        /** The run cannot go on as it was meant, and shall be stopped; said once. */
        default void stopWanted(String reason) {
            // Whoever waits for nothing but the end need not know.
        }
    }

    private Part(PreparedRun prepared, Instant startAt, Surroundings surroundings, Listener listener) {
        this.steering = new LoadSteering(prepared.compiled(), startAt);
        LongSupplier nanoClock = surroundings.nanoClock();
        // The wall clock is asked once. From here on it may be set, and the run will not notice.
        long leadNanos =
                Duration.between(surroundings.wallClock().instant(), startAt).toNanos();
        this.runStartNanos = nanoClock.getAsLong() + leadNanos;
        List<EventLoop> loops = surroundings.loops().loops();
        this.events = new PartEvents(
                identity(prepared, startAt, surroundings),
                loops.size(),
                surroundings.publisher(),
                surroundings.cpuRatio(),
                () -> (nanoClock.getAsLong() - runStartNanos) / 1_000,
                listener::closed);
        int part = prepared.partIndex();
        int parts = prepared.plan().parts().size();
        HttpSettings http = prepared.plan().scenario().http();
        LoopDriver.Shared shared = new LoopDriver.Shared(
                prepared.compiled(),
                new Meetings(prepared.compiled()),
                events,
                nanoClock,
                surroundings.loops().gatherNanos(),
                surroundings.wallClock(),
                this::abort,
                reason -> {
                    if (stopWasWanted.compareAndSet(false, true)) {
                        listener.stopWanted(reason);
                    }
                });
        Sampler.Origin origin = new Sampler.Origin(
                prepared.plan().runId(),
                surroundings.generatorId(),
                startAt,
                runStartNanos,
                new TokenSecrets(prepared.plan().scenario(), prepared.compiled().sources()),
                sealedNames(prepared.plan().scenario()));
        for (int loop = 0; loop < loops.size(); loop++) {
            Sampler sampler = new Sampler(
                    origin,
                    prepared.plan().scenario().sampling(),
                    prepared.compiled().sampledSteps(),
                    seed(prepared, part + loop * parts),
                    nanoClock,
                    surroundings.samples());
            drivers.add(new LoopDriver(
                    shared,
                    loops.get(loop),
                    loop,
                    ArrivalShare.of(part, parts, loop, loops.size()),
                    ArrivalShare.portion(http.virtualUsers(), part, parts, loop, loops.size()),
                    ways(
                            prepared,
                            surroundings,
                            loops.get(loop),
                            ArrivalShare.portion(http.connections(), part, parts, loop, loops.size()),
                            seed(prepared, part + loop * parts)),
                    sampler));
        }
    }

    /** One event loop's ways to all targets, which together may hold so many connections open. */
    private static WithWebSockets ways(
            PreparedRun prepared, Surroundings surroundings, EventLoop loop, int connections, long seed) {
        RunTargets targets = prepared.targets();
        HttpSettings http = prepared.plan().scenario().http();
        LongSupplier nanoClock = surroundings.nanoClock();
        Class<? extends Channel> channelType = surroundings.loops().channelType();
        ConnectionBudget budget = new ConnectionBudget(connections);
        PoolLimits limits =
                new PoolLimits(connections, http.connectTimeout(), http.requestTimeout(), PoolLimits.MOST_KEPT_BYTES);
        return new WithWebSockets(
                targets.open(loop, channelType, budget, nanoClock, Http2::open),
                new WebSockets(
                        targets.connectors(loop, channelType, nanoClock),
                        budget,
                        limits,
                        nanoClock,
                        new SplittableRandom(seed)));
    }

    /**
     * Starts a part.
     *
     * @param prepared     the run
     * @param startAt      the run's start
     * @param surroundings what all parts share
     * @param listener     hears what becomes of it
     */
    public static Part start(PreparedRun prepared, Instant startAt, Surroundings surroundings, Listener listener) {
        Part part = new Part(prepared, startAt.truncatedTo(ChronoUnit.MICROS), surroundings, listener);
        part.drivers.forEach(driver -> driver.start(part.runStartNanos));
        return part;
    }

    /** Changes the load. A change that was seen before does nothing. */
    public synchronized void adjust(AdjustLoad change) {
        steering.take(change).ifPresent(loads -> drivers.forEach(driver -> driver.adjust(steering.seen(), loads)));
    }

    /** Sends nothing new, awaits what is in flight, and closes. */
    public void stop() {
        drivers.forEach(LoopDriver::stop);
    }

    /** Ends what is in flight, and closes. */
    public void abort() {
        drivers.forEach(LoopDriver::abort);
    }

    /** Of trace contexts and masks: another for each loop of each part of each run. */
    private static long seed(PreparedRun prepared, int sharer) {
        // By its steps too: a run's sessions before and after the load are parts of their own.
        int walked = prepared.compiled().stepNames().hashCode();
        return (prepared.plan().runId().hashCode() ^ ((long) walked << 32)) * 0x9E3779B97F4A7C15L
                + sharer * 0xBF58476D1CE4E5B9L;
    }

    private static PartIdentity identity(PreparedRun prepared, Instant startAt, Surroundings surroundings) {
        Scenario scenario = prepared.plan().scenario();
        return new PartIdentity(
                prepared.plan().runId(),
                surroundings.generatorId(),
                surroundings.region(),
                prepared.partIndex(),
                prepared.plan().parts().size(),
                startAt,
                warmUpMicros(scenario),
                limitsMicros(scenario),
                prepared.compiled().stepNames());
    }

    /** What topics do not hold in the clear in a command must not be in the clear in a sample. */
    private static Set<String> sealedNames(Scenario scenario) {
        Set<String> names = new TreeSet<>();
        Stream.concat(scenario.before().stream(), scenario.after().stream())
                .forEach(session -> names.addAll(Flow.handedOver(session.flow())));
        return names;
    }

    /** The phases at the beginning that are marked as warm-up. */
    static long warmUpMicros(Scenario scenario) {
        return scenario.load().warmUp().toNanos() / 1_000;
    }

    static List<Long> limitsMicros(Scenario scenario) {
        return scenario.objectives().stream()
                .map(Objective::limitMicros)
                .filter(limit -> limit > 0)
                .distinct()
                .sorted()
                .toList();
    }
}
