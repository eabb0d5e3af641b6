package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What templates may refer to.
 *
 * @param tokens   names of the declared tokens
 * @param dataSets the declared data sets
 * @param names    names of all declared data sets, those with errors of their own included
 */
record References(Collection<String> tokens, Map<String, DataSet> dataSets, Collection<String> names) {

    /** Reports every reference of a template that leads nowhere. */
    void check(Node node, String text, Problems problems) {
        Template template;
        try {
            template = Template.parse(text);
        } catch (IllegalArgumentException e) {
            problems.at(node, String.valueOf(e.getMessage()));
            return;
        }
        template.expressions()
                .forEach(expression -> complaint(expression).ifPresent(complaint -> problems.at(node, complaint)));
    }

    /** Whether a text is one reference to a whole row and nothing else. */
    static boolean isOneRow(String text) {
        try {
            List<Template.Part> parts = Template.parse(text).parts();
            return parts.size() == 1
                    && parts.get(0) instanceof Template.Part.Reference reference
                    && reference.expression() instanceof Expression.Named;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<String> complaint(Expression expression) {
        if (expression instanceof Expression.Token token) {
            return tokens.contains(token.name())
                    ? Optional.empty()
                    : Optional.of("${token." + token.name() + "}: unknown token (expected: "
                            + declared(token.name(), tokens, "tokens") + ")");
        }
        if (expression instanceof Expression.Named row) {
            DataSet dataSet = dataSets.get(row.name());
            if (dataSet != null && dataSet.format() == DataSet.Format.CSV) {
                return Optional.of("${" + row.name() + "}: a whole CSV row (expected: ${" + row.name() + ".COLUMN})");
            }
            return unknownDataSet("${" + row.name() + "}", row.name());
        }
        if (expression instanceof Expression.Column column) {
            String shown = "${" + column.dataSet() + "." + column.column() + "}";
            DataSet dataSet = dataSets.get(column.dataSet());
            if (dataSet != null
                    && !dataSet.columns().isEmpty()
                    && !dataSet.columns().contains(column.column())) {
                return Optional.of(shown + ": unknown column (expected: "
                        + NearestName.expected(column.column(), dataSet.columns()) + ")");
            }
            return unknownDataSet(shown, column.dataSet());
        }
        return Optional.empty();
    }

    private Optional<String> unknownDataSet(String shown, String name) {
        return names.contains(name)
                ? Optional.empty()
                : Optional.of(shown + ": unknown data (expected: " + declared(name, names, "data") + ")");
    }

    private static String declared(String name, Collection<String> known, String key) {
        return known.isEmpty()
                ? "one declared under " + key + ", which the file lacks"
                : NearestName.expected(name, known);
    }
}
