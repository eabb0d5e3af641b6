package io.breakwater.generator.run;

import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.scenario.TokenUse;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import io.breakwater.generator.data.DataFiles;
import io.breakwater.generator.data.PlanData;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.session.CompiledRun;
import io.breakwater.generator.token.PlatformTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Gets everything that a part needs while it runs, so that nothing is fetched then. Thread-safe. */
public final class Preparation {

    /** Besides the time for files. scenario-service waits for 15 s; a refusal with its reason must come before that. */
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private final String generatorId;
    private final TargetPreparation targets;
    private final DataFiles dataFiles;
    private final PlatformTokens tokens;
    private final CountDownLatch warm;

    /**
     * Preparation of runs for this generator.
     *
     * @param generatorId    this generator
     * @param targets     where load may go, and how
     * @param dataFiles      where files come from
     * @param tokens         the tokens in force
     * @param warm           open once the generator's own code is warm
     */
    public Preparation(
            String generatorId,
            TargetPreparation targets,
            DataFiles dataFiles,
            PlatformTokens tokens,
            CountDownLatch warm) {
        this.generatorId = generatorId;
        this.targets = targets;
        this.dataFiles = dataFiles;
        this.tokens = tokens;
        this.warm = warm;
    }

    /**
     * Prepares a run.
     *
     * @throws RefusedException     when it cannot be sent from here, with all reasons
     * @throws InterruptedException when the process ends meanwhile
     */
    PreparedRun prepare(RunPlan plan) throws RefusedException, InterruptedException {
        long deadlineNanos = System.nanoTime() + LIMIT.plus(plan.timeForFiles()).toNanos();
        List<String> reasons = new ArrayList<>();
        Scenario scenario = plan.scenario();
        Optional<RunTargets> ways = targets.prepare(plan, dataFiles, reasons);
        Optional<Integer> part = part(plan, reasons);
        RunData data = PlanData.open(plan, dataFiles, reasons);
        Optional<CompiledRun> compiled = reasons.isEmpty() ? compile(scenario, data, reasons) : Optional.empty();
        for (String binding : bindings(scenario)) {
            tokens.await(binding, deadlineNanos).ifPresent(reasons::add);
        }
        boolean isWarm = warm.await(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (!isWarm) {
            reasons.add("warm-up: not over after "
                    + LIMIT.plus(plan.timeForFiles()).toSeconds() + " s (expected: about 3 s)");
        }
        if (!reasons.isEmpty() || compiled.isEmpty() || ways.isEmpty() || part.isEmpty()) {
            throw new RefusedException(reasons);
        }
        return new PreparedRun(plan, part.get(), compiled.get(), ways.get());
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

    private Optional<CompiledRun> compile(Scenario scenario, RunData data, List<String> reasons) {
        try {
            return Optional.of(CompiledRun.of(scenario, data, tokens::slot));
        } catch (IllegalArgumentException e) {
            reasons.add("scenario " + scenario.name() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The bindings whose tokens the steps do use. */
    private static SortedSet<String> bindings(Scenario scenario) {
        TreeSet<String> bindings = new TreeSet<>();
        for (Step step : scenario.steps()) {
            for (String template : step.templates()) {
                Template.parse(template).expressions().forEach(expression -> {
                    if (expression instanceof Expression.Token token) {
                        TokenUse use = scenario.tokens().get(token.name());
                        if (use != null) {
                            bindings.add(use.binding());
                        }
                    }
                });
            }
        }
        return bindings;
    }
}
