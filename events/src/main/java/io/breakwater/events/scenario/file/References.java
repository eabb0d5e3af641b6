package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.NearestName;
import io.breakwater.events.template.Template;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** What templates may refer to. What one session hands to others is known only at the end: {@link #finish} looks then. */
final class References {

    /** As {@link io.breakwater.events.token.TokenFields} names them. */
    private static final Pattern FIELD_NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private static final String DECLARING = "one that data, values, extract, assign or hand-over declares";

    /** A reference to something that was not known when it was met. */
    private record Pending(Node node, String name, String shown, SessionNames names, boolean hasDefault) {}

    /** A name in a header of all steps, of which the first step of a session that lacks it is told. */
    private record Shared(Node node, String name, SessionNames names) {}

    private final Collection<String> tokens;
    private final Map<String, DataSet> dataSets;
    private final Collection<String> dataSetNames;
    private final Collection<String> values;
    private final Problems problems;
    private final List<SessionNames> sessions = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Set<Shared> shared = new HashSet<>();

    /**
     * References to what the top of the file declares.
     *
     * @param tokens       names of the declared tokens
     * @param dataSets     the declared data sets
     * @param dataSetNames names of all declared data sets, those with errors of their own included
     * @param values       names of the scenario's own values
     */
    References(
            Collection<String> tokens,
            Map<String, DataSet> dataSets,
            Collection<String> dataSetNames,
            Collection<String> values,
            Problems problems) {
        this.tokens = tokens;
        this.dataSets = dataSets;
        this.dataSetNames = dataSetNames;
        this.values = values;
        this.problems = problems;
    }

    /** The names of a session that is about to be read. */
    SessionNames session(SessionNames.Stage stage, String name) {
        SessionNames names = new SessionNames(stage, sessions.size(), name);
        sessions.add(names);
        return names;
    }

    /** Reports every reference of a template in a session that leads nowhere. */
    void check(Node node, String text, SessionNames names) {
        for (Expression expression : expressions(node, text)) {
            check(node, expression, names, false, "");
        }
    }

    /** Reports what a header of all steps refers to in vain at one of them. */
    void checkAtStep(Node node, List<Expression> expressions, SessionNames names, String step) {
        for (Expression expression : expressions) {
            check(node, expression, names, false, " at step " + step);
        }
    }

    /** The references of a template that can be looked at only where it is used; reports what is wrong anywhere. */
    List<Expression> checkShared(Node node, String text) {
        List<Expression> named = new ArrayList<>();
        for (Expression expression : expressions(node, text)) {
            if (expression.all().anyMatch(Expression.Named.class::isInstance)) {
                named.add(expression);
            } else {
                complaint(expression).ifPresent(complaint -> problems.at(node, complaint));
            }
        }
        return named;
    }

    /** Reports every reference of one of the scenario's own values that leads nowhere. */
    void checkOwnValue(Node node, String text) {
        for (Expression outer : expressions(node, text)) {
            outer.all().forEach(expression -> {
                if (expression instanceof Expression.Named named && !dataSetNames.contains(named.name())) {
                    problems.at(
                            node,
                            "${" + named.name() + "}: not known to values (expected: data, tokens and functions only)");
                } else {
                    complaint(expression).ifPresent(complaint -> problems.at(node, complaint));
                }
            });
        }
    }

    /** Reports a name that stands without braces and leads nowhere. */
    void checkName(Node node, String key, String name, SessionNames names) {
        if (!values.contains(name) && !dataSetNames.contains(name) && !names.mayBeThere(name)) {
            pending.add(new Pending(node, name, key + ": " + name, names, false));
        }
    }

    /** Reports a name that is given twice, or by two means. */
    void give(Node node, String name, SessionNames names, SessionNames.Origin origin) {
        String kind = name.equals(Template.TOKEN_WORD)
                ? "${token.NAME} means tokens"
                : dataSetNames.contains(name) ? "data has it" : values.contains(name) ? "values have it" : "";
        if (!names.give(name, node, origin)) {
            kind = "the session's " + (origin == SessionNames.Origin.EXTRACT ? "assign" : "extract") + " has it";
        }
        if (!kind.isEmpty()) {
            problems.at(node, name + ": taken (expected: another name, for " + kind + ")");
        }
    }

    /** Looks at what could not be decided before all sessions were read. */
    void finish() {
        Map<String, List<SessionNames>> givers = new LinkedHashMap<>();
        sessions.forEach(session -> session.handedOver()
                .keySet()
                .forEach(name ->
                        givers.computeIfAbsent(name, n -> new ArrayList<>()).add(session)));
        pending.forEach(reference -> decide(reference, givers));
        for (SessionNames session : sessions) {
            session.given()
                    .forEach((name, given) -> givers.getOrDefault(name, List.of()).stream()
                            .filter(session::receivesFrom)
                            .findFirst()
                            .ifPresent(giver -> problems.at(
                                    given.node(),
                                    name + ": taken (expected: another name, for session " + giver.session()
                                            + " hands it over)")));
        }
    }

    /** Whether a text is one reference to a whole value and nothing else. */
    static boolean isOneValue(String text) {
        try {
            List<Template.Part> parts = Template.parse(text).parts();
            return parts.size() == 1
                    && parts.get(0) instanceof Template.Part.Reference reference
                    && reference.expression() instanceof Expression.Named;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a text has references; a text that is no template has none. */
    static boolean isPlain(String text) {
        try {
            return Template.parse(text).isPlain();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** The texts between the references of a text; none when it is no template. */
    static Stream<String> textsOf(String text) {
        try {
            return Template.parse(text).parts().stream()
                    .flatMap(part ->
                            part instanceof Template.Part.Text plain ? Stream.of(plain.text()) : Stream.empty());
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    private List<Expression> expressions(Node node, String text) {
        try {
            List<Expression> expressions = new ArrayList<>();
            for (Template.Part part : Template.parse(text).parts()) {
                if (part instanceof Template.Part.Reference reference) {
                    expressions.add(reference.expression());
                }
            }
            return expressions;
        } catch (IllegalArgumentException e) {
            problems.at(node, String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /** What has a default may be missing, but must be known. */
    private void check(Node node, Expression expression, SessionNames names, boolean hasDefault, String where) {
        if (expression instanceof Expression.OrElse orElse) {
            check(node, orElse.value(), names, true, where);
            check(node, orElse.otherwise(), names, hasDefault, where);
        } else if (expression instanceof Expression.Call call) {
            call.arguments().forEach(argument -> check(node, argument, names, hasDefault, where));
        } else if (expression instanceof Expression.Named named && !dataSetNames.contains(named.name())) {
            boolean isKnown = values.contains(named.name()) || names.mayBeThere(named.name());
            if (!isKnown && (where.isEmpty() || shared.add(new Shared(node, named.name(), names)))) {
                pending.add(new Pending(node, named.name(), "${" + named.name() + "}" + where, names, hasDefault));
            }
        } else {
            complaint(expression).ifPresent(complaint -> problems.at(node, complaint));
        }
    }

    private void decide(Pending reference, Map<String, List<SessionNames>> givers) {
        String name = reference.name();
        SessionNames names = reference.names();
        if (givers.getOrDefault(name, List.of()).stream().anyMatch(names::receivesFrom)) {
            return;
        }
        if (names.given().containsKey(name)) {
            if (reference.hasDefault()) {
                return;
            }
            problems.at(
                    reference.node(),
                    reference.shown() + ": not there yet (expected: after what its "
                            + names.given().get(name).origin().key() + " gives)");
            return;
        }
        Set<String> known = new LinkedHashSet<>(dataSetNames);
        known.addAll(values);
        known.addAll(names.given().keySet());
        givers.forEach((given, by) -> {
            if (by.stream().anyMatch(names::receivesFrom)) {
                known.add(given);
            }
        });
        problems.at(
                reference.node(),
                reference.shown() + ": unknown name (expected: "
                        + (known.isEmpty() ? DECLARING : NearestName.expected(name, known)) + ")");
    }

    private Optional<String> complaint(Expression expression) {
        if (expression instanceof Expression.Token token) {
            if (tokens.contains(token.name())) {
                return FIELD_NAME.matcher(token.field()).matches()
                        ? Optional.empty()
                        : Optional.of("${token." + token.name() + "." + token.field()
                                + "}: no field of a token (expected: its name, such as openid)");
            }
            return Optional.of("${token." + token.name() + "}: unknown token (expected: "
                    + declared(token.name(), tokens, "tokens") + ")");
        }
        if (expression instanceof Expression.Named row) {
            DataSet dataSet = dataSets.get(row.name());
            return dataSet != null && dataSet.format() == DataSet.Format.CSV
                    ? Optional.of("${" + row.name() + "}: a whole CSV row (expected: ${" + row.name() + ".COLUMN})")
                    : Optional.empty();
        }
        if (expression instanceof Expression.Column column) {
            return column(column);
        }
        return Optional.empty();
    }

    private Optional<String> column(Expression.Column column) {
        String shown = "${" + column.dataSet() + "." + column.column() + "}";
        DataSet dataSet = dataSets.get(column.dataSet());
        if (dataSet != null
                && !dataSet.columns().isEmpty()
                && !dataSet.columns().contains(column.column())) {
            return Optional.of(shown + ": unknown column (expected: "
                    + NearestName.expected(column.column(), dataSet.columns()) + ")");
        }
        return dataSetNames.contains(column.dataSet())
                ? Optional.empty()
                : Optional.of(
                        shown + ": unknown data (expected: " + declared(column.dataSet(), dataSetNames, "data") + ")");
    }

    private static String declared(String name, Collection<String> known, String key) {
        return known.isEmpty()
                ? "one declared under " + key + ", which the file lacks"
                : NearestName.expected(name, known);
    }
}
