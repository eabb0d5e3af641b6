package io.breakwater.generator.run;

import io.breakwater.events.data.DataRows;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.http.ClientTls;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.publish.BatchSender;
import io.breakwater.generator.publish.EventBacklog;
import io.breakwater.generator.publish.EventPublisher;
import io.breakwater.generator.sample.SampleSink;
import io.breakwater.generator.session.CompiledRun;
import io.breakwater.generator.token.TokenSlot;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** The whole engine on real event loops and real sockets; only the brokers are left out. */
public final class EngineRig {

    private final EventLoops loops;
    private final Map<String, TokenSlot> tokens = new HashMap<>();

    /** A part that was started. */
    public record Started(
            Part part,
            Sent sent,
            CompletableFuture<StepAccounting> closed,
            EventPublisher publisher,
            List<String> stopsWanted) {

        public Sent await() throws Exception {
            closed.get(30, TimeUnit.SECONDS);
            publisher.close();
            return sent;
        }
    }

    public EngineRig(int eventLoops) {
        loops = new EventLoops(eventLoops);
    }

    public EngineRig(int eventLoops, Duration gatherArrivals) {
        loops = new EventLoops(eventLoops, gatherArrivals);
    }

    /** Returns when every loop has done what it was told before. */
    public void awaitLoops() throws Exception {
        for (EventLoop loop : loops.loops()) {
            loop.submit(() -> {}).get(10, TimeUnit.SECONDS);
        }
    }

    /** Lets a loop do nothing for a while, as a stalled processor would. */
    public void blockLoop(int loop, Duration time) {
        loops.loops().get(loop).execute(() -> {
            long endNanos = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < endNanos) {
                LockSupport.parkNanos(endNanos - System.nanoTime());
            }
        });
    }

    /** The place of a binding's token. */
    public TokenSlot token(String binding) {
        return tokens.computeIfAbsent(binding, ignored -> new TokenSlot());
    }

    public Sent send(Scenario scenario, Map<String, String> files) throws Exception {
        return start(scenario, files).await();
    }

    public Started start(Scenario scenario, Map<String, String> files) {
        return start(scenario, files, Instant.now(), 0, 1);
    }

    public Started start(Scenario scenario, Map<String, String> files, Instant startAt, int part, int parts) {
        return start(scenario, files, startAt, part, parts, Clock.systemUTC());
    }

    /** Starts the only part of a scenario that was compiled and whose targets were prepared elsewhere. */
    public Started start(Scenario scenario, CompiledRun compiled, RunTargets targets, SampleSink samples) {
        RunPlan plan = new RunPlan("run-1", "org", scenario, List.of(), List.of(new RunPart("g0", 0)));
        return start(new PreparedRun(plan, 0, compiled, targets), Instant.now(), Clock.systemUTC(), samples);
    }

    public Started start(
            Scenario scenario, Map<String, String> files, Instant startAt, int part, int parts, Clock wallClock) {
        return start(prepared(scenario, files, part, parts), startAt, wallClock, SampleSink.NOWHERE);
    }

    private Started start(PreparedRun prepared, Instant startAt, Clock wallClock, SampleSink samples) {
        Sent sent = new Sent();
        EventPublisher publisher = new EventPublisher(into(sent), new EventBacklog(16 * 1024 * 1024));
        CompletableFuture<StepAccounting> closed = new CompletableFuture<>();
        List<String> stopsWanted = new CopyOnWriteArrayList<>();
        Part.Surroundings surroundings = new Part.Surroundings(
                "g" + prepared.partIndex(), "here", loops, publisher, () -> 0.25, System::nanoTime, wallClock, samples);
        return new Started(
                Part.start(prepared, startAt, surroundings, listener(closed, stopsWanted)),
                sent,
                closed,
                publisher,
                stopsWanted);
    }

    private static Part.Listener listener(CompletableFuture<StepAccounting> closed, List<String> stopsWanted) {
        return new Part.Listener() {
            @Override
            public void closed(StepAccounting totals, long eventsLost) {
                closed.complete(totals);
            }

            @Override
            public void stopWanted(String reason) {
                stopsWanted.add(reason);
            }
        };
    }

    private PreparedRun prepared(Scenario scenario, Map<String, String> files, int part, int parts) {
        Map<String, DataRows> rows = new HashMap<>();
        files.forEach((name, text) -> rows.put(
                name,
                DataRows.open(
                        Objects.requireNonNull(scenario.dataSets().get(name)), text.getBytes(StandardCharsets.UTF_8))));
        List<RunPart> shares = IntStream.range(0, parts)
                .mapToObj(index -> new RunPart("g" + index, index))
                .toList();
        return new PreparedRun(
                new RunPlan("run-1", "org", scenario, List.of(), shares),
                part,
                CompiledRun.of(scenario, new RunData(scenario.dataSets(), rows), this::token),
                new RunTargets(
                        RunTargets.of(scenario),
                        scenario.http(),
                        RunTargets.hosts(scenario.http()),
                        HostNames.ofSystem(),
                        tls(scenario),
                        target -> true));
    }

    private static Optional<ClientTls> tls(Scenario scenario) {
        return scenario.target().getScheme().equals("https")
                ? Optional.of(ClientTls.of(scenario.http().tls(), Optional.empty(), Optional.empty(), false))
                : Optional.empty();
    }

    private static BatchSender into(Sent sent) {
        return new BatchSender() {
            @Override
            public void send(byte[] key, byte[] batch, OnEnd onEnd) {
                sent.add(batch);
                onEnd.ended(true);
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    public void close() throws Exception {
        loops.close();
    }
}
