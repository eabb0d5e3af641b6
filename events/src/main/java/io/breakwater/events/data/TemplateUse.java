package io.breakwater.events.data;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.scenario.TokenUse;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where a scenario's templates refer to data sets and tokens, by way of the scenario's own values too. */
public final class TemplateUse {

    private final Scenario scenario;
    private final Set<Expression> expressions = new HashSet<>();
    private final Set<String> seenValues = new HashSet<>();

    private TemplateUse(Scenario scenario) {
        this.scenario = scenario;
    }

    /** Whether a session draws from a data set. */
    static boolean uses(Scenario scenario, Session session, String dataSet) {
        TemplateUse use = new TemplateUse(scenario);
        use.walk(session);
        return use.expressions.stream()
                .anyMatch(expression -> expression instanceof Expression.Named named
                        ? named.name().equals(dataSet)
                        : expression instanceof Expression.Column column
                                && column.dataSet().equals(dataSet));
    }

    /** The columns of a data set to which anything refers. */
    static Set<String> columns(Scenario scenario, String dataSet) {
        TemplateUse use = all(scenario);
        Set<String> columns = new TreeSet<>();
        for (Expression expression : use.expressions) {
            if (expression instanceof Expression.Column column
                    && column.dataSet().equals(dataSet)) {
                columns.add(column.column());
            }
        }
        return columns;
    }

    /**
     * The bindings of all platform tokens and message credentials to which anything refers, in the sessions before and after the
     * load too.
     */
    public static SortedSet<String> tokenBindings(Scenario scenario) {
        SortedSet<String> bindings = new TreeSet<>();
        for (Expression expression : all(scenario).expressions) {
            if (expression instanceof Expression.Token token) {
                TokenUse declared = scenario.tokens().get(token.name());
                if (declared != null) {
                    bindings.add(declared.binding());
                }
            }
        }
        bindings.addAll(credentialBindings(scenario));
        return bindings;
    }

    /** The bindings of all message credentials that widget messages are sealed with. */
    public static SortedSet<String> credentialBindings(Scenario scenario) {
        SortedSet<String> bindings = new TreeSet<>();
        sessions(scenario).flatMap(session -> session.steps().stream()).forEach(step -> {
            if (step.request() instanceof Request.WidgetMessage message) {
                bindings.add(message.app());
            }
        });
        return bindings;
    }

    /** The fields of tokens to which anything refers, by binding: {@code token} for the token itself. */
    public static Map<String, Set<String>> tokenFields(Scenario scenario) {
        Map<String, Set<String>> fields = new TreeMap<>();
        for (Expression expression : all(scenario).expressions) {
            if (expression instanceof Expression.Token token) {
                TokenUse declared = scenario.tokens().get(token.name());
                if (declared != null) {
                    fields.computeIfAbsent(declared.binding(), binding -> new TreeSet<>())
                            .add(token.field());
                }
            }
        }
        return fields;
    }

    /** Templates that requests may be made of besides those of their steps: headers and values of the scenario, assignments. */
    public static List<String> behindSteps(Scenario scenario) {
        List<String> templates = new ArrayList<>(scenario.http().headers().values());
        templates.addAll(scenario.values().values());
        assignments(scenario).forEach(assign -> templates.add(assign.template()));
        return List.copyOf(templates);
    }

    /** All assignments of all sessions. */
    static List<Flow.Assign> assignments(Scenario scenario) {
        return sessions(scenario)
                .flatMap(session -> Flow.all(session.flow()))
                .filter(Flow.Assign.class::isInstance)
                .map(Flow.Assign.class::cast)
                .toList();
    }

    private static Stream<Session> sessions(Scenario scenario) {
        return Stream.of(scenario.before(), scenario.sessions(), scenario.after())
                .flatMap(List::stream);
    }

    private static TemplateUse all(Scenario scenario) {
        TemplateUse use = new TemplateUse(scenario);
        sessions(scenario).forEach(use::walk);
        scenario.http().headers().values().forEach(use::template);
        return use;
    }

    private void walk(Session session) {
        for (Step step : session.steps()) {
            step.templates().forEach(this::template);
            step.checks().forEach(check -> value(check.expression()));
        }
        Flow.all(session.flow()).forEach(this::element);
        scenario.http().headers().values().forEach(this::template);
    }

    private void element(Flow element) {
        if (element instanceof Flow.Assign assign) {
            template(assign.template());
        } else if (element instanceof Flow.Choose choose) {
            condition(choose.condition());
        } else if (element instanceof Flow.Repeat repeat) {
            repeat.until().ifPresent(this::condition);
        }
    }

    private void condition(Flow.Condition condition) {
        for (Check check : condition.anyOf().stream().flatMap(List::stream).toList()) {
            check.templates().forEach(this::template);
            value(check.expression());
        }
    }

    private void template(String text) {
        for (Expression expression : Template.parse(text).expressions().toList()) {
            expressions.add(expression);
            if (expression instanceof Expression.Named named) {
                value(named.name());
            }
        }
    }

    private void value(String name) {
        String text = scenario.values().get(name);
        if (text != null && seenValues.add(name)) {
            template(text);
        }
    }
}
