package io.breakwater.generator.debug;

import io.breakwater.events.data.TemplateUse;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.token.TokenKeys;
import io.breakwater.generator.http.ClientIdentities;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.run.SessionWalk;
import io.breakwater.generator.run.TargetPreparation;
import io.breakwater.generator.run.UrlVerification;
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
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Walks sessions one after the other, each once, on the real engine with one event loop. For one thread. */
final class WalkOnce implements AutoCloseable {

    private static final String GENERATOR_ID = "debug";
    private static final Duration TOKENS_LIMIT = Duration.ofSeconds(10);

    /** Think times are walked in full; a session that takes longer is cut off, and says so. */
    private static final Duration SESSION_LIMIT = Duration.ofMinutes(10);

    private final Scenario scenario;
    private final RunCompiler compiler;
    private final PlatformTokens tokens;
    private final RunTargets targets;
    private final SessionWalk walk;

    /** Trace contexts follow from it: those of another try are others. */
    private final String runId = "debug-" + Long.toString(Clock.systemUTC().millis(), 36);

    private int number;

    private WalkOnce(OpenedScenario opened, PlatformTokens tokens, RunTargets targets, SampleSink samples) {
        this.scenario = opened.scenario();
        this.tokens = tokens;
        this.compiler = new RunCompiler(scenario, opened.data(), tokens::slot);
        this.targets = targets;
        this.walk = new SessionWalk(GENERATOR_ID, Clock.systemUTC(), samples);
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
        PlatformTokens tokens = new PlatformTokens(settings.tokenCipher().map(TokenKeys::of), Clock.systemUTC());
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
        SortedSet<String> bindings = TemplateUse.tokenBindings(scenario);
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
        reasons.addAll(UrlVerification.complaints(scenario, tokens::slot, tokens.nowMillis()));
    }

    /** Walks all sessions and returns what went wrong besides what the samples show. */
    List<String> all() throws InterruptedException {
        List<String> problems = new ArrayList<>();
        List<Session> sessions = new ArrayList<>(UrlVerification.sessions(scenario, tokens::slot, tokens.nowMillis()));
        sessions.addAll(EverySession.inOrder(scenario));
        for (Session session : sessions) {
            walk(session, problems);
        }
        return problems;
    }

    private void walk(Session session, List<String> problems) throws InterruptedException {
        RunPlan plan =
                new RunPlan(runId + "-" + number++, "", scenario, List.of(), List.of(new RunPart(GENERATOR_ID, 0)));
        SessionWalk.Walked walked = walk.walk(
                new SessionWalk.Ground(plan, compiler, targets),
                session,
                System.nanoTime() + SESSION_LIMIT.toNanos(),
                () -> true);
        // What failed is in the samples.
        problems.addAll(walked.notSent());
        problems.addAll(walked.cutOff());
    }

    @Override
    public void close() {
        try {
            walk.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
