package io.breakwater.events.data;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.scenario.TokenAnswers;
import io.breakwater.events.scenario.TokenFile;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import io.breakwater.events.token.TokenValidity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which steps of a scenario send which platform tokens, be it by way of headers of all steps, values of the scenario or
 * assignments. Immutable.
 */
public final class TokenUses {

    private final List<Source> sources;
    private final Map<String, Set<Expression>> behindNames;
    private final Set<Expression> everywhere;

    /**
     * Where tokens come from.
     *
     * @param name    the name of the token, or of the data set, in the scenario
     * @param isFile  whether they stand in a data file
     * @param value   the name of the value that is the token, where the scenario fetches it itself
     * @param label   how people call it: the binding of token-service, or the name of the value or of the data file
     * @param answers how answers tell what became of them
     * @param file    what is known of them when they stand in a data file
     */
    public record Source(
            String name,
            boolean isFile,
            Optional<String> value,
            String label,
            TokenAnswers answers,
            Optional<TokenFile> file) {

        private boolean isMeant(Expression expression) {
            if (value.isPresent()) {
                return expression instanceof Expression.Named named
                        && named.name().equals(value.get());
            }
            if (expression instanceof Expression.Token token) {
                return !isFile && token.name().equals(name);
            }
            return isFile
                    && (expression instanceof Expression.Named named
                            ? named.name().equals(name)
                            : expression instanceof Expression.Column column
                                    && column.dataSet().equals(name));
        }
    }

    private TokenUses(List<Source> sources, Map<String, Set<Expression>> behindNames, Set<Expression> everywhere) {
        this.sources = List.copyOf(sources);
        this.behindNames = Map.copyOf(behindNames);
        this.everywhere = Set.copyOf(everywhere);
    }

    /** Those of a scenario: the tokens of token-service first, then those in data files, each in order of their names. */
    public static TokenUses of(Scenario scenario) {
        List<Source> sources = new ArrayList<>();
        new TreeMap<>(scenario.tokens())
                .forEach((name, use) -> sources.add(new Source(
                        name, false, use.value(), use.value().orElse(use.binding()), use.answers(), Optional.empty())));
        new TreeMap<>(scenario.dataSets())
                .forEach((name, dataSet) -> dataSet.tokens()
                        .ifPresent(file -> sources.add(new Source(
                                name, true, Optional.empty(), dataSet.file(), file.answers(), Optional.of(file)))));
        Map<String, Set<Expression>> behindNames = new HashMap<>();
        scenario.values().forEach((name, text) -> add(behindNames, name, text));
        TemplateUse.assignments(scenario).forEach(assign -> add(behindNames, assign.name(), assign.template()));
        Set<Expression> everywhere = new HashSet<>();
        scenario.http().headers().values().forEach(text -> everywhere.addAll(expressions(text)));
        return new TokenUses(sources, behindNames, everywhere);
    }

    private static void add(Map<String, Set<Expression>> behindNames, String name, String text) {
        behindNames.computeIfAbsent(name, ignored -> new HashSet<>()).addAll(expressions(text));
    }

    private static Set<Expression> expressions(String text) {
        Set<Expression> all = new HashSet<>();
        Template.parse(text)
                .expressions()
                .forEach(expression -> expression.all().forEach(all::add));
        return all;
    }

    /** All tokens that the scenario declares, used or not. A token's place in this list is its number in a run. */
    public List<Source> sources() {
        return sources;
    }

    /** The tokens that a step's request may carry. */
    public List<Source> of(Step step) {
        if (sources.isEmpty()) {
            return List.of();
        }
        Set<Expression> reached = new HashSet<>();
        reach(everywhere, reached);
        step.request().templates().forEach(text -> reach(expressions(text), reached));
        return sources.stream()
                .filter(source -> reached.stream().anyMatch(source::isMeant))
                .toList();
    }

    private void reach(Collection<Expression> from, Set<Expression> reached) {
        for (Expression expression : from) {
            if (reached.add(expression) && expression instanceof Expression.Named named) {
                reach(behindNames.getOrDefault(named.name(), Set.of()), reached);
            }
        }
    }

    /** A step with what its tokens' platforms expect of an answer, where it is an HTTP request that says nothing itself. */
    public Step withBusinessChecks(Step step) {
        if (!step.checks().isEmpty() || !(step.request() instanceof Request.Http)) {
            return step;
        }
        List<Check> checks = of(step).stream()
                .map(Source::answers)
                .map(TokenAnswers::businessChecks)
                .flatMap(List::stream)
                .distinct()
                .toList();
        return new Step(step.name(), step.request(), step.extractions(), checks, step.share(), step.goOnIfFailed());
    }

    /** Why a run of a scenario must not begin now: tokens in data files, which nobody replaces, would not outlast it. */
    public static List<String> complaints(Scenario scenario, Instant now) {
        return of(scenario).sources.stream()
                .flatMap(source -> source
                        .file()
                        .flatMap(file -> file.expiresAt(now))
                        .flatMap(until ->
                                TokenValidity.complaint("tokens in " + source.label(), now, until, scenario.lasts()))
                        .stream())
                .toList();
    }
}
