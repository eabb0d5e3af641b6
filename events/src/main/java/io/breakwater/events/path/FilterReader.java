package io.breakwater.events.path;

import io.breakwater.events.path.JsonPath.AllOf;
import io.breakwater.events.path.JsonPath.AnyOf;
import io.breakwater.events.path.JsonPath.Comparison;
import io.breakwater.events.path.JsonPath.Fields;
import io.breakwater.events.path.JsonPath.Filter;
import io.breakwater.events.path.JsonPath.Literal;
import io.breakwater.events.path.JsonPath.Matches;
import io.breakwater.events.path.JsonPath.Not;
import io.breakwater.events.path.JsonPath.Segment;
import io.breakwater.events.path.JsonPath.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads the condition of {@code [?(…)]}: {@code @.a.b} or {@code a.b}, compared by {@code = == != < <= > >=},
 * {@code [not] like 'a%'}, {@code [not] rlike 'regex'}, {@code [not] in (…)}, {@code [not] between … and …}; joined by
 * {@code &&}, {@code and}, {@code ||}, {@code or}, {@code !} and parentheses.
 */
final class FilterReader {

    private static final String NAME_ENDS = ".[]()*\"'$?@,:=<>!&| ";

    private static final int DEEPEST = 16;

    private static final String[] SIGNS = {"==", "=", "!=", "<>", "<=", "<", ">=", ">"};

    private final PathText text;
    private int depth;

    FilterReader(PathText text) {
        this.text = text;
    }

    Filter read() {
        text.expect("(");
        Filter filter = anyOf();
        text.expect(")");
        return filter;
    }

    private Filter anyOf() {
        if (++depth > DEEPEST) {
            throw text.problem("at most " + DEEPEST + " levels");
        }
        List<Filter> filters = new ArrayList<>();
        do {
            filters.add(allOf());
        } while (text.skipIf("||") || text.skipWord("or"));
        depth--;
        return filters.size() == 1 ? filters.get(0) : new AnyOf(filters);
    }

    private Filter allOf() {
        List<Filter> filters = new ArrayList<>();
        do {
            filters.add(one());
            text.skipBlanks();
        } while (text.skipIf("&&") || text.skipWord("and"));
        return filters.size() == 1 ? filters.get(0) : new AllOf(filters);
    }

    private Filter one() {
        text.skipBlanks();
        if (text.skipIf("!")) {
            if (++depth > DEEPEST) {
                throw text.problem("at most " + DEEPEST + " levels");
            }
            Filter filter = new Not(one());
            depth--;
            return filter;
        }
        if (text.skipIf("(")) {
            Filter filter = anyOf();
            text.expect(")");
            return filter;
        }
        JsonPath path = path();
        text.skipBlanks();
        for (String sign : SIGNS) {
            if (text.skipIf(sign)) {
                return compared(path, sign);
            }
        }
        boolean negated = text.skipWord("not");
        text.skipBlanks();
        Filter filter = worded(path, negated);
        return negated ? new Not(filter) : filter;
    }

    private JsonPath path() {
        List<Segment> segments = new ArrayList<>();
        if (!text.skipIf("@")) {
            String name = text.readUntil(NAME_ENDS);
            if (name.isEmpty()) {
                throw text.problem("@ or a name");
            }
            segments.add(new Fields(List.of(name)));
        }
        if (++depth > DEEPEST) {
            throw text.problem("at most " + DEEPEST + " levels");
        }
        JsonPathReader.readSegments(text, segments);
        depth--;
        return new JsonPath(segments);
    }

    private Filter compared(JsonPath path, String sign) {
        Literal value = literal();
        return switch (sign) {
            case "!=", "<>" -> new Not(new Test(path, Comparison.EQUAL, List.of(value)));
            case "<" -> new Test(path, Comparison.LESS_THAN, List.of(value));
            case "<=" -> new Test(path, Comparison.AT_MOST, List.of(value));
            case ">" -> new Test(path, Comparison.MORE_THAN, List.of(value));
            case ">=" -> new Test(path, Comparison.AT_LEAST, List.of(value));
            default -> new Test(path, Comparison.EQUAL, List.of(value));
        };
    }

    private Filter worded(JsonPath path, boolean negated) {
        if (text.skipWord("like")) {
            text.skipBlanks();
            return new Test(path, Comparison.LIKE, List.of(new Literal(text.readQuoted(), true)));
        }
        if (text.skipWord("rlike")) {
            text.skipBlanks();
            return new Matches(path, pattern(text.readQuoted()));
        }
        if (text.skipWord("in")) {
            return new Test(path, Comparison.IN, literals());
        }
        if (text.skipWord("between")) {
            Literal from = literal();
            text.skipBlanks();
            if (!text.skipWord("and")) {
                throw text.problem("and");
            }
            return new Test(path, Comparison.BETWEEN, List.of(from, literal()));
        }
        if (negated) {
            throw text.problem("like, rlike, in or between");
        }
        return new Test(path, Comparison.EXISTS, List.of());
    }

    private Pattern pattern(String regularExpression) {
        try {
            return Pattern.compile(regularExpression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "rlike: " + regularExpression + ": " + e.getDescription() + " (expected: a regular expression)", e);
        }
    }

    private List<Literal> literals() {
        List<Literal> literals = new ArrayList<>();
        text.skipBlanks();
        text.expect("(");
        do {
            literals.add(literal());
            text.skipBlanks();
        } while (text.skipIf(","));
        text.expect(")");
        return literals;
    }

    private Literal literal() {
        text.skipBlanks();
        if (text.startsWith("'") || text.startsWith("\"")) {
            return new Literal(text.readQuoted(), true);
        }
        for (String word : List.of("true", "false", "null")) {
            if (text.skipWord(word)) {
                return new Literal(word, false);
            }
        }
        String number = text.readUntil(" ,)]&|");
        if (!number.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")) {
            throw text.problem("a number, a text in quotes, true, false or null");
        }
        return new Literal(number, false);
    }
}
