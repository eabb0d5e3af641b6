package io.breakwater.events.data;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where a scenario's templates refer to data sets, by way of the scenario's own values too. */
final class DataUse {

    private final Scenario scenario;
    private final Set<Expression> expressions = new HashSet<>();
    private final Set<String> seenValues = new HashSet<>();

    private DataUse(Scenario scenario) {
        this.scenario = scenario;
    }

    /** Whether a session draws from a data set. */
    static boolean uses(Scenario scenario, Session session, String dataSet) {
        DataUse use = new DataUse(scenario);
        use.walk(session);
        return use.expressions.stream()
                .anyMatch(expression -> expression instanceof Expression.Named named
                        ? named.name().equals(dataSet)
                        : expression instanceof Expression.Column column
                                && column.dataSet().equals(dataSet));
    }

    /** The columns of a data set to which anything refers. */
    static Set<String> columns(Scenario scenario, String dataSet) {
        DataUse use = new DataUse(scenario);
        Stream.of(scenario.before(), scenario.sessions(), scenario.after())
                .flatMap(List::stream)
                .forEach(use::walk);
        scenario.http().headers().values().forEach(use::template);
        Set<String> columns = new TreeSet<>();
        for (Expression expression : use.expressions) {
            if (expression instanceof Expression.Column column
                    && column.dataSet().equals(dataSet)) {
                columns.add(column.column());
            }
        }
        return columns;
    }

    private void walk(Session session) {
        for (Step step : session.steps()) {
            step.templates().forEach(this::template);
            step.checks().forEach(check -> value(check.expression()));
        }
        flow(session.flow());
        scenario.http().headers().values().forEach(this::template);
    }

    private void flow(List<Flow> flow) {
        for (Flow element : flow) {
            if (element instanceof Flow.Assign assign) {
                template(assign.template());
            } else if (element instanceof Flow.Choose choose) {
                condition(choose.condition());
                flow(choose.then());
                flow(choose.otherwise());
            } else if (element instanceof Flow.Repeat repeat) {
                repeat.until().ifPresent(this::condition);
                flow(repeat.body());
            }
        }
    }

    private void condition(Flow.Condition condition) {
        for (Check check : condition.anyOf().stream().flatMap(List::stream).toList()) {
            check.templates().forEach(this::template);
            value(check.expression());
        }
    }

    private void template(String text) {
        List<Expression> all = new ArrayList<>();
        Template.parse(text)
                .expressions()
                .forEach(expression -> expression.all().forEach(all::add));
        for (Expression expression : all) {
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
