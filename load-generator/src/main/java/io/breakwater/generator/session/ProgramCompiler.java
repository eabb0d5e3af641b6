package io.breakwater.generator.session;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import io.breakwater.generator.check.Condition;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.session.Action.Assign;
import io.breakwater.generator.session.Action.BeginRounds;
import io.breakwater.generator.session.Action.Branch;
import io.breakwater.generator.session.Action.End;
import io.breakwater.generator.session.Action.Gate;
import io.breakwater.generator.session.Action.GoTo;
import io.breakwater.generator.session.Action.HandOver;
import io.breakwater.generator.session.Action.Meet;
import io.breakwater.generator.session.Action.NextRound;
import io.breakwater.generator.session.Action.Pause;
import io.breakwater.generator.session.Action.Send;
import io.breakwater.generator.value.Assignments;
import io.breakwater.generator.value.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Makes one session's program. Used once. */
final class ProgramCompiler {

    /** Shares are counted in whole billionths, so that no rounding adds up. */
    private static final long BILLION = 1_000_000_000L;

    private final Scenario scenario;
    private final RunData data;
    private final Sources sources;
    private final Function<Step, CompiledStep> steps;
    private final ToIntFunction<Flow.Rendezvous> meetings;
    private final List<Action> actions = new ArrayList<>();
    private final Map<String, Integer> positionByStep = new HashMap<>();
    private final Map<Integer, String> jumps = new HashMap<>();
    private final TreeSet<Integer> dataSlots = new TreeSet<>();
    private final Map<String, String> values = new TreeMap<>();
    private int counters;

    /**
     * A compiler.
     *
     * @param scenario the scenario whose session it is
     * @param data     its rows
     * @param sources  where references lead
     * @param steps    compiles a step
     * @param meetings the index of a rendezvous
     */
    ProgramCompiler(
            Scenario scenario,
            RunData data,
            Sources sources,
            Function<Step, CompiledStep> steps,
            ToIntFunction<Flow.Rendezvous> meetings) {
        this.scenario = scenario;
        this.data = data;
        this.sources = sources;
        this.steps = steps;
        this.meetings = meetings;
    }

    /**
     * The program of a session.
     *
     * @throws IllegalArgumentException when it has no step, or a jump or a reference leads nowhere
     */
    Program compile(Session session) {
        find(scenario.http().headers().values());
        find(session.flow());
        if (!values.isEmpty()) {
            actions.add(new Assign(Assignments.of(values, sources)));
        }
        all(session.flow());
        actions.add(new End());
        land(session.name());
        int firstStep = actions.stream()
                .filter(Send.class::isInstance)
                .mapToInt(action -> ((Send) action).step().index())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("session " + session.name() + ": no step (expected: one)"));
        int[] slots = dataSlots.stream().mapToInt(Integer::intValue).toArray();
        return new Program(session.name(), actions, firstStep, slots, counters);
    }

    private void all(List<Flow> flow) {
        flow.forEach(this::one);
    }

    private void one(Flow element) {
        if (element instanceof Flow.Send send) {
            send(send.step());
        } else if (element instanceof Flow.Pause pause) {
            actions.add(new Pause(
                    pause.spread(), pause.time().toNanos(), pause.variation().toNanos()));
        } else if (element instanceof Flow.Choose choose) {
            choose(choose);
        } else if (element instanceof Flow.Repeat repeat) {
            repeat(repeat);
        } else if (element instanceof Flow.Jump jump) {
            jumps.put(actions.size(), jump.step());
            actions.add(new GoTo(0));
        } else if (element instanceof Flow.End) {
            actions.add(new End());
        } else if (element instanceof Flow.Rendezvous rendezvous) {
            actions.add(new Meet(meetings.applyAsInt(rendezvous)));
        } else if (element instanceof Flow.HandOver handOver) {
            actions.add(new HandOver(
                    handOver.values().stream().mapToInt(sources.names()::slot).toArray()));
        } else if (element instanceof Flow.Assign assign) {
            actions.add(new Assign(Assignments.of(assign.name(), assign.template(), sources)));
        }
    }

    private void send(Step step) {
        CompiledStep compiled = steps.apply(step);
        positionByStep.put(step.name(), actions.size());
        long ofBillion = Math.round(step.share() * BILLION);
        if (ofBillion < BILLION) {
            actions.add(new Gate(compiled.index(), ofBillion));
        }
        actions.add(new Send(compiled));
    }

    private void choose(Flow.Choose choose) {
        int begin = actions.size();
        actions.add(new End());
        all(choose.then());
        int behindThen = actions.size();
        actions.add(new End());
        actions.set(begin, new Branch(Condition.of(choose.condition(), sources), actions.size()));
        all(choose.otherwise());
        actions.set(behindThen, new GoTo(actions.size()));
    }

    private void repeat(Flow.Repeat repeat) {
        int counter = counters++;
        int begin = actions.size();
        actions.add(new End());
        all(repeat.body());
        actions.add(new NextRound(
                counter,
                repeat.until().map(until -> Condition.of(until, sources)).orElse(null),
                begin + 1));
        actions.set(begin, new BeginRounds(counter, repeat.times(), actions.size()));
    }

    private void land(String session) {
        jumps.forEach((position, step) -> {
            Integer landing = positionByStep.get(step);
            if (landing == null) {
                throw new IllegalArgumentException("session " + session + ": jump to " + step + " (expected: one of "
                        + positionByStep.keySet() + ")");
            }
            actions.set(position, new GoTo(landing));
        });
    }

    /** Finds the rows and the scenario's values that a flow uses, those that such values are made of included. */
    private void find(List<Flow> flow) {
        for (Flow element : flow) {
            if (element instanceof Flow.Send send) {
                find(send.step().templates());
            } else if (element instanceof Flow.Assign assign) {
                find(List.of(assign.template()));
            } else if (element instanceof Flow.Choose choose) {
                find(choose.condition());
                find(choose.then());
                find(choose.otherwise());
            } else if (element instanceof Flow.Repeat repeat) {
                repeat.until().ifPresent(this::find);
                find(repeat.body());
            }
        }
    }

    private void find(Flow.Condition condition) {
        condition.anyOf().stream().flatMap(List::stream).forEach(check -> {
            if (check.subject() == Check.Subject.VALUE) {
                findNamed(check.expression());
            }
            find(check.templates());
        });
    }

    private void find(Collection<String> templates) {
        for (String template : templates) {
            Template.parse(template).expressions().forEach(expression -> {
                if (expression instanceof Expression.Named named) {
                    findNamed(named.name());
                } else if (expression instanceof Expression.Column column) {
                    dataSlots.add(data.slot(column.dataSet()));
                }
            });
        }
    }

    private void findNamed(String name) {
        String template = scenario.values().get(name);
        if (template != null) {
            if (values.putIfAbsent(name, template) == null) {
                find(List.of(template));
            }
        } else if (!sources.names().has(name)) {
            dataSlots.add(data.slot(name));
        }
    }
}
