package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Flow.Pause.Spread;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.template.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what one session does: its steps and what stands between them. */
final class FlowReader {

    private final StepReader steps;
    private final CheckReader checks;
    private final References references;
    private final Problems problems;
    private final SessionNames names;
    private final JumpCheck jumps;
    private final StepRates rates;

    FlowReader(StepReader steps, References references, SessionNames names, StepRates rates, Problems problems) {
        this.steps = steps;
        this.checks = steps.checks();
        this.references = references;
        this.names = names;
        this.rates = rates;
        this.problems = problems;
        this.jumps = new JumpCheck(problems);
    }

    /** Everything under {@code steps} of a session. */
    List<Flow> read(Fields session) {
        session.find("steps")
                .filter(node -> SessionNames.has(node, "jump"))
                .ifPresent(node -> names.thereIsAlso(SessionNames.givenWithin(node)));
        List<Flow> flow = flow(session, "steps", new JumpCheck.Block(Optional.empty(), 0, false), true);
        jumps.finish();
        names.handedOver().forEach((name, node) -> {
            if (!names.given().containsKey(name)) {
                problems.at(
                        node,
                        "hand-over: " + name + " (expected: "
                                + (names.given().isEmpty()
                                        ? "a value that the session takes or assigns"
                                        : NearestName.expected(
                                                name, names.given().keySet()))
                                + ")");
            }
        });
        return flow;
    }

    private List<Flow> flow(Fields owner, String key, JumpCheck.Block block, boolean top) {
        List<Flow> flow = new ArrayList<>();
        for (Node item : owner.list(key)) {
            Fields.kind(item, "item of " + key, StepKeys.FLOW, problems)
                    .ifPresent(kind -> flow.addAll(element(kind, block, flow.size(), top)));
        }
        return flow;
    }

    private List<Flow> element(Fields.Kind kind, JumpCheck.Block block, int place, boolean top) {
        Fields fields = kind.fields();
        return switch (kind.table().keys().get(0).name()) {
            case "step" -> {
                Step step = steps.read(fields, names);
                jumps.step(step.name(), block, place);
                rates.step(fields, place, top);
                if (step.share() < 1) {
                    block.hasWayOut(place);
                }
                yield List.of(new Flow.Send(step));
            }
            case "pause" -> List.of(pause(fields));
            case "if" -> List.of(choice(fields, block, place));
            case "repeat" -> List.of(repetition(fields, block, place));
            case "jump" -> {
                Optional<String> step = fields.read("jump", Forms.STEP_NAME);
                step.ifPresent(name -> jumps.jump(fields.find("jump").orElse(fields.at()), name, block, place));
                yield List.of(new Flow.Jump(step.orElse("")));
            }
            case "end" -> {
                fields.word("end", StepKeys.END.words("end"));
                yield List.of(new Flow.End());
            }
            case "rendezvous" -> List.of(rendezvous(fields));
            case "hand-over" -> List.of(handOver(fields));
            default -> assign(fields);
        };
    }

    private Flow pause(Fields fields) {
        Flow.Pause none = new Flow.Pause(Spread.FIXED, Duration.ZERO, Duration.ZERO);
        Node node = fields.find("pause").orElse(fields.at());
        if (!(node instanceof MappingNode)) {
            return fields.read("pause", Forms.DURATION)
                    .map(time -> new Flow.Pause(Spread.FIXED, time, Duration.ZERO))
                    .orElse(none);
        }
        Optional<Fields.Kind> spread = Fields.kind(node, "pause", List.of(StepKeys.UNIFORM, StepKeys.NORMAL), problems);
        if (spread.isEmpty()) {
            return none;
        }
        Fields varied = spread.get().fields();
        if (varied.has("uniform")) {
            return varied.read("uniform", Forms.DURATION_RANGE)
                    .map(range -> new Flow.Pause(
                            Spread.UNIFORM, range.from(), range.to().minus(range.from())))
                    .orElse(none);
        }
        return new Flow.Pause(
                Spread.NORMAL,
                varied.read("normal", Forms.DURATION).orElse(Duration.ZERO),
                varied.read("deviation", Forms.DURATION).orElse(Duration.ZERO));
    }

    private Flow choice(Fields fields, JumpCheck.Block block, int place) {
        block.hasWayOut(place);
        Flow.Condition condition = condition(fields, "if");
        int before = names.mark();
        List<Flow> then = flow(fields, "then", new JumpCheck.Block(Optional.of(block), place, true), false);
        List<String> givenByThen = names.backTo(before);
        List<Flow> otherwise = flow(fields, "else", new JumpCheck.Block(Optional.of(block), place, true), false);
        names.thereIsAlso(givenByThen);
        return new Flow.Choose(condition, then, otherwise);
    }

    private Flow repetition(Fields fields, JumpCheck.Block block, int place) {
        int times = StepKeys.REPETITION.whole(fields, "repeat").orElse(1);
        fields.find("steps").ifPresent(node -> names.thereIsAlso(SessionNames.givenWithin(node)));
        int before = problems.count();
        List<Flow> body = flow(fields, "steps", new JumpCheck.Block(Optional.of(block), place, false), false);
        if (problems.count() == before && !waits(body)) {
            problems.at(
                    fields.keyNode("repeat"),
                    "repeat: a round without a request or a pause (expected: one on every way through steps)");
        }
        boolean hasUntil = fields.has("until") || fields.has("until-any");
        return new Flow.Repeat(times, hasUntil ? Optional.of(condition(fields, "until")) : Optional.empty(), body);
    }

    /** Whether time passes whatever way is taken; a way that leaves needs none. */
    private static boolean waits(List<Flow> flow) {
        return flow.stream().anyMatch(element -> {
            if (element instanceof Flow.Choose choose) {
                return waits(choose.then()) && waits(choose.otherwise());
            }
            return element instanceof Flow.Send
                    || element instanceof Flow.Pause
                    || element instanceof Flow.End
                    || element instanceof Flow.Jump
                    || (element instanceof Flow.Repeat repeat && waits(repeat.body()));
        });
    }

    private Flow.Condition condition(Fields fields, String key) {
        String anyKey = key + "-any";
        List<List<Check>> anyOf = new ArrayList<>();
        if (fields.has(key)) {
            anyOf.add(checks.all(fields, key, CheckReader.Use.CONDITION, names));
        } else {
            anyOf.addAll(checks.any(fields, anyKey, CheckReader.Use.CONDITION, names));
        }
        return new Flow.Condition(anyOf);
    }

    private Flow rendezvous(Fields fields) {
        if (names.stage() != SessionNames.Stage.LOAD) {
            problems.at(
                    fields.keyNode("rendezvous"),
                    "rendezvous: in a session that is walked once (expected: only under load)");
        }
        return new Flow.Rendezvous(
                fields.read("rendezvous", Forms.STEP_NAME).orElse(""),
                StepKeys.RENDEZVOUS.whole(fields, "users").orElse(0),
                fields.read("within", Forms.DURATION).orElse(Duration.ZERO));
    }

    private Flow handOver(Fields fields) {
        List<String> values = new ArrayList<>();
        for (Node node : fields.oneOrMore("hand-over")) {
            Fields.read(node, "hand-over", Forms.REFERENCE_NAME, problems).ifPresent(name -> {
                if (names.given().containsKey(name) && !names.mayBeThere(name)) {
                    problems.at(node, "hand-over: " + name + " not there yet (expected: after it is taken)");
                }
                names.handedOver().putIfAbsent(name, node);
                values.add(name);
            });
        }
        return new Flow.HandOver(values);
    }

    private List<Flow> assign(Fields fields) {
        List<Flow> assigned = new ArrayList<>();
        fields.ownNames("assign", Forms.REFERENCE_NAME)
                .ifPresent(entries -> entries.values().forEach((name, node) -> {
                    if (!(node instanceof ScalarNode)) {
                        problems.at(node, name + ": " + Fields.shown(node) + " (expected: a text)");
                        return;
                    }
                    Fields.read(node, name, Forms.TEXT, problems).ifPresent(text -> {
                        references.check(node, text, names);
                        assigned.add(new Flow.Assign(name, text));
                    });
                    references.give(entries.keyNode(name), name, names, SessionNames.Origin.ASSIGN);
                }));
        return assigned;
    }
}
