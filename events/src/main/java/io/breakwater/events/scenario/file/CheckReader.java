package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Check.Expected;
import io.breakwater.events.scenario.Check.Operator;
import io.breakwater.events.scenario.Check.Subject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads checks: of answers, of messages and of values. */
final class CheckReader {

    /** What checks are about. */
    enum Use {
        ANSWER,
        WIDGET_ANSWER,
        MESSAGE,
        CONDITION;

        List<String> subjects() {
            return switch (this) {
                case ANSWER ->
                    StepKeys.SUBJECTS.stream()
                            .filter(subject -> !subject.equals("widget-data"))
                            .toList();
                case WIDGET_ANSWER -> StepKeys.SUBJECTS;
                case MESSAGE -> List.of("json");
                case CONDITION -> List.of("value");
            };
        }
    }

    private final References references;
    private final Problems problems;

    CheckReader(References references, Problems problems) {
        this.references = references;
        this.problems = problems;
    }

    /** The checks under a key, of which all must hold: one, or a list. */
    List<Check> all(Fields owner, String key, Use use, SessionNames names) {
        return checks(owner.oneOrMore(key), key, use, names);
    }

    /** The lists of checks under a key, of which one must hold. */
    List<List<Check>> any(Fields owner, String key, Use use, SessionNames names) {
        List<List<Check>> any = new ArrayList<>();
        for (Node item : owner.list(key)) {
            List<Node> nodes =
                    item instanceof SequenceNode ? Fields.list(item, "item of " + key, problems) : List.of(item);
            any.add(checks(nodes, key, use, names));
        }
        return any;
    }

    private List<Check> checks(List<Node> nodes, String key, Use use, SessionNames names) {
        List<Check> checks = new ArrayList<>();
        for (Node node : nodes) {
            Fields.of(node, "item of " + key, StepKeys.CHECK, problems)
                    .flatMap(fields -> check(fields, use, names))
                    .ifPresent(checks::add);
        }
        return checks;
    }

    private Optional<Check> check(Fields fields, Use use, SessionNames names) {
        Optional<String> subject =
                StepKeys.SUBJECTS.stream().filter(fields::has).findFirst();
        boolean fits = subject.map(use.subjects()::contains).orElse(use != Use.CONDITION);
        if (!fits && use == Use.ANSWER) {
            WidgetReader.refuseElsewhere(fields, problems);
        } else if (!fits) {
            problems.at(
                    subject.map(fields::keyNode).orElse(fields.at()),
                    subject.orElse("value") + ": "
                            + (subject.isEmpty() ? "missing" : use == Use.CONDITION ? "in a condition" : "of a message")
                            + " (expected: " + (use == Use.CONDITION ? "value" : "json, or none of them for the text")
                            + ")");
        }
        if (subject.isPresent() && subject.get().endsWith("status")) {
            return Optional.of(status(fields, subject.get()));
        }
        Optional<String> expression = expression(fields, subject, names);
        Optional<String> comparison =
                StepKeys.COMPARISONS.stream().filter(fields::has).findFirst();
        if (comparison.isEmpty()) {
            problems.at(
                    fields.at(),
                    "comparison: missing (expected: one of " + String.join(", ", StepKeys.COMPARISONS) + ")");
            return Optional.empty();
        }
        return Optional.of(compared(fields, subjectOf(subject), expression.orElse(""), comparison.get(), names));
    }

    private Optional<String> expression(Fields fields, Optional<String> subject, SessionNames names) {
        return switch (subject.orElse("")) {
            case "header" -> fields.read("header", HttpForms.HEADER_NAME);
            case "json" -> fields.read("json", StepForms.JSON_PATH);
            case "xml" -> fields.read("xml", StepForms.XPATH);
            case "widget-data" -> fields.read("widget-data", StepForms.JSON_PATH);
            case "value" -> {
                Optional<String> name = fields.read("value", Forms.REFERENCE_NAME);
                name.ifPresent(
                        text -> references.checkName(fields.find("value").orElse(fields.at()), "value", text, names));
                yield name;
            }
            default -> Optional.of("");
        };
    }

    private static Subject subjectOf(Optional<String> subject) {
        return switch (subject.orElse("")) {
            case "header" -> Subject.HEADER;
            case "json" -> Subject.JSON;
            case "xml" -> Subject.XML;
            case "widget-data" -> Subject.WIDGET_DATA;
            case "value" -> Subject.VALUE;
            default -> Subject.BODY;
        };
    }

    private Check compared(Fields fields, Subject subject, String expression, String key, SessionNames names) {
        boolean exists = key.equals("exists");
        boolean negated = exists ? !fields.yesNo(key).orElse(true) : key.startsWith("not-");
        if (exists && fields.has("absent-is")) {
            problems.at(fields.keyNode("absent-is"), "absent-is: beside exists (expected: without it)");
        }
        Optional<String> absentIs =
                fields.find("absent-is").flatMap(node -> JsonBody.scalar(node, "absent-is", problems));
        return new Check(subject, expression, operator(key), negated, expected(fields, key, names), absentIs);
    }

    private static Operator operator(String key) {
        return switch (key) {
            case "contains", "not-contains" -> Operator.CONTAINS;
            case "matches", "not-matches" -> Operator.MATCHES;
            case "exists" -> Operator.EXISTS;
            case "less-than" -> Operator.LESS_THAN;
            case "at-most" -> Operator.AT_MOST;
            case "more-than" -> Operator.MORE_THAN;
            case "at-least" -> Operator.AT_LEAST;
            default -> Operator.IN;
        };
    }

    private List<Expected> expected(Fields fields, String key, SessionNames names) {
        Node node = fields.find(key).orElse(fields.at());
        return switch (key) {
            case "exists" -> List.of();
            case "contains", "not-contains" -> text(node, fields.read(key, Forms.TEXT), names);
            case "matches", "not-matches" -> text(node, fields.read(key, StepForms.PATTERN_TEMPLATE), names);
            case "equals", "not-equals" -> scalar(node, key, names).stream().toList();
            case "in", "not-in" -> {
                List<Expected> values = new ArrayList<>();
                for (Node item : fields.list(key)) {
                    (item instanceof SequenceNode pair ? interval(pair, key) : scalar(item, key, names))
                            .ifPresent(values::add);
                }
                yield values;
            }
            default -> number(node, key, names).stream().toList();
        };
    }

    private List<Expected> text(Node node, Optional<String> text, SessionNames names) {
        text.ifPresent(template -> references.check(node, template, names));
        return text.map(Expected::of).stream().toList();
    }

    private Optional<Expected> scalar(Node node, String key, SessionNames names) {
        Optional<String> json = JsonBody.scalar(node, key, problems);
        if (node instanceof ScalarNode scalar) {
            references.check(node, scalar.getValue(), names);
        }
        return json.map(Expected::of);
    }

    private Optional<Expected> number(Node node, String key, SessionNames names) {
        boolean template = node instanceof ScalarNode scalar && !References.isPlain(scalar.getValue());
        if (!isNumber(node) && !template) {
            problems.at(node, key + ": " + Fields.shown(node) + " (expected: a number, or a text with a reference)");
            return Optional.empty();
        }
        return scalar(node, key, names);
    }

    private Optional<Expected> interval(SequenceNode pair, String key) {
        List<Node> ends = pair.getValue();
        if (ends.size() == 2 && ends.stream().allMatch(CheckReader::isNumber)) {
            String low = JsonBody.of(ends.get(0), problems);
            String high = JsonBody.of(ends.get(1), problems);
            if (new BigDecimal(low).compareTo(new BigDecimal(high)) <= 0) {
                return Optional.of(new Expected(low, Optional.of(high)));
            }
        }
        problems.at(pair, key + ": a list in a list (expected: an interval of two numbers, [low, high])");
        return Optional.empty();
    }

    /** What JSON can say too, and short enough to be compared. */
    private static boolean isNumber(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))
                && scalar.getValue().length() <= 40
                && scalar.getValue().matches("-?[0-9]{1,20}(\\.[0-9]{0,20})?");
    }

    private Check status(Fields fields, String key) {
        List<String> foreign = new ArrayList<>(StepKeys.COMPARISONS);
        foreign.add("absent-is");
        for (String other : foreign) {
            if (fields.has(other)) {
                problems.at(fields.keyNode(other), other + ": beside " + key + " (expected: nothing beside it)");
            }
        }
        List<Expected> expected = fields.oneOrMore(key).stream()
                .flatMap(node -> status(node, key).stream())
                .toList();
        return new Check(Subject.STATUS, "", Operator.IN, key.startsWith("not-"), expected, Optional.empty());
    }

    private Optional<Expected> status(Node node, String key) {
        if (node instanceof SequenceNode pair && pair.getValue().size() == 2) {
            Optional<Integer> low = Fields.whole(pair.getValue().get(0), key, 100, 599, problems);
            Optional<Integer> high = Fields.whole(pair.getValue().get(1), key, 100, 599, problems);
            return low.flatMap(from -> high.map(to -> new Expected("" + from, Optional.of("" + to))));
        }
        if (node instanceof ScalarNode scalar
                && Forms.STATUS_CLASS.read().apply(scalar.getValue()).isPresent()) {
            char first = scalar.getValue().charAt(0);
            return Optional.of(new Expected(first + "00", Optional.of(first + "99")));
        }
        return Fields.whole(node, key, 100, 599, problems).map(status -> Expected.of("" + status));
    }
}
