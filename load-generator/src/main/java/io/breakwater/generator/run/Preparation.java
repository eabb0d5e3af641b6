package io.breakwater.generator.run;

import io.breakwater.events.data.TemplateUse;
import io.breakwater.events.data.TokenUses;
import io.breakwater.events.run.HandedOver;
import io.breakwater.events.run.RunCommand.WalkAfter;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.token.UnreadableTokenException;
import io.breakwater.generator.data.DataFiles;
import io.breakwater.generator.data.PlanData;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.run.SessionWalk.Ground;
import io.breakwater.generator.session.CompiledRun;
import io.breakwater.generator.session.RunCompiler;
import io.breakwater.generator.token.PlatformTokens;
import io.breakwater.generator.value.HandedValues;
import io.breakwater.generator.widget.WidgetWarmUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Gets everything that a part needs while it runs, so that nothing is fetched then. Thread-safe. */
public final class Preparation {

    /** Besides the time for files. scenario-service waits for 15 s; a refusal with its reason must come before that. */
    private static final Duration LIMIT = Duration.ofSeconds(12);

    /** Longer than that no session before the load takes, if it ends at all: it may jump back without end. */
    private static final Duration BEFORE_LIMIT = Duration.ofHours(1);

    /** scenario-service waits for 60 s; what was walked until then is worth an answer that comes before that. */
    private static final Duration AFTER_LIMIT = Duration.ofSeconds(50);

    /** A Kafka record has to hold them twice: in a report and, beside the plan, in a command. */
    private static final int MOST_HANDED_OVER_BYTES = 64 * 1024;

    private final String generatorId;
    private final TargetPreparation targets;
    private final DataFiles dataFiles;
    private final PlatformTokens tokens;
    private final CountDownLatch warm;
    private final SessionWalk walk;

    /**
     * Preparation of runs for this generator.
     *
     * @param generatorId    this generator
     * @param targets     where load may go, and how
     * @param dataFiles      where files come from
     * @param tokens         the tokens in force
     * @param warm           open once the generator's own code is warm
     * @param walk           walks sessions through before and after the load
     */
    public Preparation(
            String generatorId,
            TargetPreparation targets,
            DataFiles dataFiles,
            PlatformTokens tokens,
            CountDownLatch warm,
            SessionWalk walk) {
        this.generatorId = generatorId;
        this.targets = targets;
        this.dataFiles = dataFiles;
        this.tokens = tokens;
        this.warm = warm;
        this.walk = walk;
    }

    /**
     * Prepares a run: for part 0, this includes walking through the sessions before the load.
     *
     * @param wanted asked now and then; when it is not, what goes on is broken off
     * @throws RefusedException     when it cannot be sent from here, with all reasons
     * @throws InterruptedException when the process ends meanwhile
     */
    PreparedRun prepare(RunPlan plan, BooleanSupplier wanted) throws RefusedException, InterruptedException {
        List<String> reasons = new ArrayList<>();
        Optional<Integer> part = part(plan, reasons);
        Set<String> names = handedOverBefore(plan.scenario());
        if (!names.isEmpty() && tokens.cipher().isEmpty()) {
            reasons.add("before: " + String.join(", ", names) + " handed over without a key to seal them (expected: the"
                    + " setting token.key.file, or the environment variable BREAKWATER_TOKEN_KEY)");
        }
        Ground ground = ground(plan, deadlineNanos(plan), reasons);
        CompiledRun compiled = compiled(plan.scenario(), ground.compiler()::underLoad);
        Optional<HandedOver> handedOver = part.orElse(0) == 0 ? walkBefore(ground, names, wanted) : Optional.empty();
        return new PreparedRun(plan, part.orElse(0), compiled, ground.targets(), handedOver);
    }

    private static long deadlineNanos(RunPlan plan) {
        return System.nanoTime() + LIMIT.plus(plan.timeForFiles()).toNanos();
    }

    private Ground ground(RunPlan plan, long deadlineNanos, List<String> reasons)
            throws RefusedException, InterruptedException {
        Scenario scenario = plan.scenario();
        Optional<RunTargets> ways = targets.prepare(plan, dataFiles, reasons);
        RunData data = PlanData.open(plan, dataFiles, reasons);
        checkTokens(scenario, deadlineNanos, reasons);
        boolean isWarm = warm.await(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (!isWarm) {
            reasons.add("warm-up: not over after "
                    + LIMIT.plus(plan.timeForFiles()).toSeconds() + " s (expected: about 3 s)");
        }
        if (!reasons.isEmpty() || ways.isEmpty()) {
            throw new RefusedException(reasons);
        }
        return new Ground(plan, compiled(scenario, () -> new RunCompiler(scenario, data, tokens::slot)), ways.get());
    }

    private void checkTokens(Scenario scenario, long deadlineNanos, List<String> reasons) throws InterruptedException {
        reasons.addAll(TokenUses.complaints(scenario, Instant.now()));
        Map<String, Set<String>> fields = TemplateUse.tokenFields(scenario);
        for (String binding : TemplateUse.tokenBindings(scenario)) {
            Optional<String> lacking = tokens.await(binding, deadlineNanos);
            lacking.ifPresent(reasons::add);
            if (lacking.isEmpty()) {
                reasons.addAll(tokens.complaints(binding, fields.getOrDefault(binding, Set.of()), scenario.lasts()));
            }
        }
        if (!TemplateUse.credentialBindings(scenario).isEmpty()) {
            WidgetWarmUp.run();
        }
        reasons.addAll(UrlVerification.complaints(scenario, tokens::slot, tokens.nowMillis()));
    }

    private static <T> T compiled(Scenario scenario, Supplier<T> compilation) throws RefusedException {
        try {
            return compilation.get();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(List.of("scenario " + scenario.name() + ": " + e.getMessage()));
        }
    }

    private Optional<HandedOver> walkBefore(Ground ground, Set<String> names, BooleanSupplier wanted)
            throws RefusedException, InterruptedException {
        long deadlineNanos = System.nanoTime() + BEFORE_LIMIT.toNanos();
        for (Session session : UrlVerification.sessions(ground.plan().scenario(), tokens::slot, tokens.nowMillis())) {
            List<String> problems = walkedOnce(ground, session, deadlineNanos, wanted);
            if (!problems.isEmpty()) {
                throw new RefusedException(
                        problems.stream().map(UrlVerification::reason).toList());
            }
        }
        for (Session session : ground.plan().scenario().before()) {
            List<String> problems = walkedOnce(ground, session, deadlineNanos, wanted);
            if (!problems.isEmpty()) {
                throw new RefusedException(
                        problems.stream().map(problem -> "before: " + problem).toList());
            }
        }
        Map<String, String> texts = ground.compiler().handed().texts(names);
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        HandedOver sealed =
                HandedOver.seal(tokens.cipher().orElseThrow(), ground.plan().runId(), texts);
        if (sealed.sealed().length > MOST_HANDED_OVER_BYTES) {
            throw new RefusedException(List.of("before: " + sealed.sealed().length
                    + " bytes handed over (expected: at most " + MOST_HANDED_OVER_BYTES + ")"));
        }
        return Optional.of(sealed);
    }

    private List<String> walkedOnce(Ground ground, Session session, long deadlineNanos, BooleanSupplier wanted)
            throws InterruptedException {
        try {
            return walk.walk(ground, session, deadlineNanos, wanted).problems();
        } catch (IllegalArgumentException e) {
            return List.of("session " + session.name() + ": " + e.getMessage());
        }
    }

    /**
     * Gives the sessions of a run what those before the load handed over on another generator.
     *
     * @throws RefusedException when it cannot be opened here
     */
    void receive(RunPlan plan, HandedValues values, Optional<HandedOver> handedOver) throws RefusedException {
        if (handedOver.isEmpty()) {
            return;
        }
        if (tokens.cipher().isEmpty()) {
            throw new RefusedException(List.of("values handed over: no key to open them (expected: the setting"
                    + " token.key.file, or the environment variable BREAKWATER_TOKEN_KEY)"));
        }
        try {
            values.setAll(handedOver.get().open(tokens.cipher().get(), plan.runId()));
        } catch (UnreadableTokenException | IllegalArgumentException e) {
            throw new RefusedException(List.of(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Walks through the sessions after a run's load, one after the other, whatever comes of each. The run need not have been
     * prepared here.
     *
     * @return what failed, in words; empty when all went well
     * @throws InterruptedException when the process ends meanwhile
     */
    List<String> walkAfter(WalkAfter asked) throws InterruptedException {
        RunPlan plan = asked.plan();
        long deadlineNanos = System.nanoTime() + AFTER_LIMIT.toNanos();
        List<String> problems = new ArrayList<>();
        try {
            Ground ground = ground(plan, Math.min(deadlineNanos, deadlineNanos(plan)), new ArrayList<>());
            receive(plan, ground.compiler().handed(), asked.handedOver());
            for (Session session : plan.scenario().after()) {
                walkedOnce(ground, session, deadlineNanos, () -> true)
                        .forEach(problem -> problems.add("after: " + problem));
            }
        } catch (RefusedException e) {
            e.reasons().forEach(reason -> problems.add("after: " + reason));
        }
        return problems;
    }

    private static Set<String> handedOverBefore(Scenario scenario) {
        Set<String> names = new TreeSet<>();
        scenario.before().forEach(session -> names.addAll(Flow.handedOver(session.flow())));
        return names;
    }

    private Optional<Integer> part(RunPlan plan, List<String> reasons) {
        Optional<RunPart> own = plan.parts().stream()
                .filter(part -> part.generatorId().equals(generatorId))
                .findFirst();
        int count = plan.parts().size();
        if (own.isEmpty() || own.get().index() < 0 || own.get().index() >= count) {
            reasons.add("parts: " + plan.parts() + " (expected: one of " + generatorId + ", index 0 to " + (count - 1)
                    + ")");
            return Optional.empty();
        }
        return own.map(RunPart::index);
    }
}
