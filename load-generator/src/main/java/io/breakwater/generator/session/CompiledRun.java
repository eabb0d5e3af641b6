package io.breakwater.generator.session;

import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import io.breakwater.generator.check.ResponseChecks;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.schedule.ArrivalSchedule;
import io.breakwater.generator.schedule.SessionRotation;
import io.breakwater.generator.template.RequestTemplate;
import io.breakwater.generator.token.TokenSlot;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.HandedValues;
import io.breakwater.generator.value.Sequences;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.value.ValueNames;
import io.breakwater.generator.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A scenario made ready for the event loops, which share it. Immutable.
 *
 * @param schedule when arrivals are meant to happen
 * @param rotation which session each walks through
 * @param sessions the sessions
 * @param stepNames the names of all steps, by index
 * @param data     the rows
 * @param sources  where references lead
 * @param handed   what sessions handed over to all others
 */
public record CompiledRun(
        ArrivalSchedule schedule,
        SessionRotation rotation,
        List<CompiledSession> sessions,
        List<String> stepNames,
        RunData data,
        Sources sources,
        HandedValues handed) {

    /**
     * A session.
     *
     * @param steps     its steps
     * @param dataSlots the data sets that an iteration draws a row from
     */
    public record CompiledSession(List<CompiledStep> steps, int[] dataSlots) {

        public CompiledSession {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A step.
     *
     * @param index   its index in request events
     * @param request what is sent
     * @param checks  how the answer is judged
     */
    public record CompiledStep(int index, RequestTemplate request, ResponseChecks checks) {}

    public CompiledRun {
        sessions = List.copyOf(sessions);
        stepNames = List.copyOf(stepNames);
    }

    /**
     * Compiles a scenario.
     *
     * @param scenario the scenario
     * @param data     its rows
     * @param tokens   the place of a token, by its binding
     * @throws IllegalArgumentException when it cannot be sent
     */
    public static CompiledRun of(Scenario scenario, RunData data, Function<String, TokenSlot> tokens) {
        Sources sources = new Sources(data, name -> tokens.apply(binding(scenario, name)), ValueNames.of(scenario));
        List<CompiledSession> sessions = new ArrayList<>();
        int index = 0;
        for (Session session : scenario.sessions()) {
            List<CompiledStep> steps = new ArrayList<>();
            for (Step step : session.steps()) {
                steps.add(new CompiledStep(index++, request(scenario, step, sources), checks(scenario, step, sources)));
            }
            sessions.add(new CompiledSession(steps, dataSlots(session, data, sources.names())));
        }
        return new CompiledRun(
                ArrivalSchedule.of(scenario.load().phases()),
                SessionRotation.of(
                        scenario.sessions().stream().map(Session::weight).toList()),
                sessions,
                scenario.steps().stream().map(Step::name).toList(),
                data,
                sources,
                new HandedValues(sources.names()));
    }

    /** Places for the rows of an iteration. */
    int[] newRows() {
        return new int[data.size()];
    }

    /** The values of a further virtual user. */
    Values newValues() {
        return new Values(sources.names(), handed);
    }

    /** What an event loop fills its requests in from. */
    Filling newFilling() {
        return new Filling(new Sequences(sources.sequences(), 0, 1));
    }

    private static ResponseChecks checks(Scenario scenario, Step step, Sources sources) {
        return ResponseChecks.of(step.checks(), scenario.http().extraSuccess(), sources);
    }

    private static RequestTemplate request(Scenario scenario, Step step, Sources sources) {
        if (!(step.request() instanceof Request.Http request)) {
            throw new IllegalArgumentException("step " + step.name() + ": no HTTP request (expected: one)");
        }
        return RequestTemplate.compile(
                step.name(), request, scenario.http(), scenario.target().getRawAuthority(), sources, scenario.files());
    }

    private static String binding(Scenario scenario, String token) {
        if (!scenario.tokens().containsKey(token)) {
            throw new IllegalArgumentException("${token." + token + "}: unknown token (expected: one of "
                    + scenario.tokens().keySet() + ")");
        }
        return scenario.tokens().get(token).binding();
    }

    private static int[] dataSlots(Session session, RunData data, ValueNames scenarioValues) {
        TreeSet<Integer> slots = new TreeSet<>();
        for (Step step : session.steps()) {
            for (String template : step.templates()) {
                Template.parse(template).expressions().forEach(expression -> {
                    if (expression instanceof Expression.Named row && !scenarioValues.has(row.name())) {
                        slots.add(data.slot(row.name()));
                    } else if (expression instanceof Expression.Column column) {
                        slots.add(data.slot(column.dataSet()));
                    }
                });
            }
        }
        return slots.stream().mapToInt(Integer::intValue).toArray();
    }
}
