package io.breakwater.generator.debug;

import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.scenario.TokenUse;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import io.breakwater.generator.http.ClientIdentities;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.publish.BatchSender;
import io.breakwater.generator.publish.EventBacklog;
import io.breakwater.generator.publish.EventPublisher;
import io.breakwater.generator.run.EventLoops;
import io.breakwater.generator.run.Part;
import io.breakwater.generator.run.PreparedRun;
import io.breakwater.generator.run.TargetPreparation;
import io.breakwater.generator.sample.SampleSink;
import io.breakwater.generator.session.RunCompiler;
import io.breakwater.generator.token.PlatformTokenReader;
import io.breakwater.generator.token.PlatformTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Walks sessions one after the other, each once, on the real engine with one event loop. For one thread. */
final class WalkOnce implements AutoCloseable {

    private static final String GENERATOR_ID = "debug";
    private static final Duration TOKENS_LIMIT = Duration.ofSeconds(10);

    /** Think times are walked in full; a session that takes longer is cut off, and says so. */
    private static final Duration SESSION_LIMIT = Duration.ofMinutes(10);

    private static final long BACKLOG_BYTES = 16L * 1024 * 1024;

    private final Scenario scenario;
    private final RunCompiler compiler;
    private final RunTargets targets;
    private final EventLoops loops = new EventLoops(1);
    private final EventPublisher publisher = new EventPublisher(new NowhereSender(), new EventBacklog(BACKLOG_BYTES));
    private final SampleSink samples;

    /** Trace contexts follow from it: those of another try are others. */
    private final String runId = "debug-" + Long.toString(Clock.systemUTC().millis(), 36);

    private int number;

    private WalkOnce(OpenedScenario opened, PlatformTokens tokens, RunTargets targets, SampleSink samples) {
        this.scenario = opened.scenario();
        this.compiler = new RunCompiler(scenario, opened.data(), tokens::slot);
        this.targets = targets;
        this.samples = samples;
    }

    /**
     * Gets everything that the sessions need.
     *
     * @throws WrongInputException with everything for which they cannot be walked
     */
    static WalkOnce prepared(DebugSettings settings, OpenedScenario opened, SampleSink samples)
            throws WrongInputException, InterruptedException {
        List<String> reasons = new ArrayList<>();
        Scenario scenario = opened.scenario();
        Optional<RunTargets> targets = new TargetPreparation(
                        settings.allowedTargets(), HostNames.ofSystem(), new ClientIdentities(Optional.empty()))
                .prepare(scenario, opened.data()::file, reasons);
        PlatformTokens tokens = new PlatformTokens(settings.tokenCipher(), Clock.systemUTC());
        if (reasons.isEmpty()) {
            awaitTokens(settings, scenario, tokens, reasons);
        }
        if (!reasons.isEmpty() || targets.isEmpty()) {
            throw new WrongInputException(reasons);
        }
        try {
            return new WalkOnce(opened, tokens, targets.get(), samples);
        } catch (IllegalArgumentException e) {
            throw new WrongInputException(List.of("scenario " + scenario.name() + ": " + e.getMessage()));
        }
    }

    private static void awaitTokens(
            DebugSettings settings, Scenario scenario, PlatformTokens tokens, List<String> reasons)
            throws InterruptedException {
        SortedSet<String> bindings = bindings(scenario);
        if (bindings.isEmpty()) {
            return;
        }
        if (settings.kafkaBootstrapServers().isEmpty()) {
            reasons.add("tokens: " + String.join(", ", bindings)
                    + " (expected: a stack that keeps them fresh; `breakwater up` starts one)");
            return;
        }
        Map<String, Object> client = new HashMap<>(PlatformTokenReader.settings());
        client.put("bootstrap.servers", settings.kafkaBootstrapServers().get());
        client.put("client.id", GENERATOR_ID);
        PlatformTokenReader reader = new PlatformTokenReader(
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer()), tokens);
        Thread thread = new Thread(reader, "tokens");
        thread.setDaemon(true);
        thread.start();
        long deadlineNanos = System.nanoTime() + TOKENS_LIMIT.toNanos();
        for (String binding : bindings) {
            tokens.await(binding, deadlineNanos)
                    .ifPresent(reason -> reasons.add(reason + "; brokers "
                            + settings.kafkaBootstrapServers().get() + "; `breakwater up` starts a stack"));
        }
    }

    private static SortedSet<String> bindings(Scenario scenario) {
        SortedSet<String> bindings = new TreeSet<>();
        for (Session session : EverySession.inOrder(scenario)) {
            for (Step step : session.steps()) {
                for (String template : step.templates()) {
                    Template.parse(template)
                            .expressions()
                            .flatMap(Expression::all)
                            .forEach(expression -> {
                                if (expression instanceof Expression.Token token) {
                                    TokenUse use = scenario.tokens().get(token.name());
                                    if (use != null) {
                                        bindings.add(use.binding());
                                    }
                                }
                            });
                }
            }
        }
        return bindings;
    }

    /** Walks all sessions and returns what went wrong besides what the samples show. */
    List<String> all() throws InterruptedException {
        List<String> problems = new ArrayList<>();
        for (Session session : EverySession.inOrder(scenario)) {
            walk(session, problems);
        }
        return problems;
    }

    private void walk(Session session, List<String> problems) throws InterruptedException {
        CompletableFuture<StepAccounting> closed = new CompletableFuture<>();
        RunPlan plan =
                new RunPlan(runId + "-" + number++, "", scenario, List.of(), List.of(new RunPart(GENERATOR_ID, 0)));
        Part.Surroundings surroundings = new Part.Surroundings(
                GENERATOR_ID, "", loops, publisher, () -> 0, System::nanoTime, Clock.systemUTC(), samples);
        PreparedRun prepared = new PreparedRun(plan, 0, compiler.once(session), targets);
        Part part = Part.start(
                prepared, surroundings.wallClock().instant(), surroundings, (totals, lost) -> closed.complete(totals));
        try {
            StepAccounting totals = closed.get(SESSION_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (totals.notSent() > 0) {
                problems.add("session " + session.name() + ": " + totals.notSent()
                        + " requests not sent (expected: 0; a value or a token that it uses is missing)");
            }
        } catch (TimeoutException e) {
            part.abort();
            problems.add("session " + session.name() + ": not over after " + SESSION_LIMIT.toMinutes()
                    + " min (expected: one walk through it)");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            publisher.close();
            loops.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody counts the requests of somebody who tries something out. */
    private static final class NowhereSender implements BatchSender {

        @Override
        public void send(byte[] key, byte[] batch, OnEnd onEnd) {
            onEnd.ended(true);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
