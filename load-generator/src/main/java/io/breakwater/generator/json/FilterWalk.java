package io.breakwater.generator.json;

import io.breakwater.events.path.JsonPath.AllOf;
import io.breakwater.events.path.JsonPath.AnyOf;
import io.breakwater.events.path.JsonPath.Comparison;
import io.breakwater.events.path.JsonPath.Filter;
import io.breakwater.events.path.JsonPath.Literal;
import io.breakwater.events.path.JsonPath.Matches;
import io.breakwater.events.path.JsonPath.Not;
import io.breakwater.events.path.JsonPath.Test;
import io.breakwater.generator.text.Decimals;
import io.breakwater.generator.text.SearchTooCostlyException;
import io.breakwater.generator.text.TextSearch;
import io.breakwater.generator.text.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells which elements satisfy the filters of a path. */
final class FilterWalk {

    private final PathWalk walk;

    FilterWalk(PathWalk walk) {
        this.walk = walk;
    }

    boolean holds(Filter filter, JsonNode element) {
        walk.visit();
        if (filter instanceof AllOf all) {
            return all.filters().stream().allMatch(one -> holds(one, element));
        }
        if (filter instanceof AnyOf any) {
            return any.filters().stream().anyMatch(one -> holds(one, element));
        }
        if (filter instanceof Not not) {
            return !holds(not.filter(), element);
        }
        if (filter instanceof Matches matches) {
            return walk.follow(matches.path(), element).stream().anyMatch(node -> matches(matches, node));
        }
        return filter instanceof Test test
                && walk.follow(test.path(), element).stream().anyMatch(node -> holds(test, node));
    }

    private static boolean matches(Matches matches, JsonNode node) {
        if (node.kind() != ValueKind.STRING) {
            return false;
        }
        ValueKind found = TextSearch.find(matches.pattern(), node.text());
        if (found == ValueKind.TOO_COSTLY) {
            throw new SearchTooCostlyException(node.length());
        }
        return found.isFound();
    }

    private static boolean holds(Test test, JsonNode node) {
        List<Literal> values = test.values();
        return switch (test.operator()) {
            case EXISTS -> true;
            case EQUAL, IN -> values.stream().anyMatch(value -> equal(node, value));
            case LIKE ->
                node.kind() == ValueKind.STRING
                        && like(node.text(), values.get(0).text());
            case BETWEEN ->
                ordered(node, values.get(0), Comparison.AT_LEAST) && ordered(node, values.get(1), Comparison.AT_MOST);
            case LESS_THAN, AT_MOST, MORE_THAN, AT_LEAST -> ordered(node, values.get(0), test.operator());
        };
    }

    private static boolean equal(JsonNode node, Literal value) {
        return switch (node.kind()) {
            case STRING -> value.isQuoted() && node.text().equals(value.text());
            case NUMBER -> !value.isQuoted() && compare(node.text(), value.text()) == 0;
            case BOOLEAN, NULL -> !value.isQuoted() && node.text().equals(value.text());
            default -> false;
        };
    }

    private static boolean ordered(JsonNode node, Literal value, Comparison operator) {
        int order;
        if (node.kind() == ValueKind.NUMBER && !value.isQuoted()) {
            order = compare(node.text(), value.text());
        } else if (node.kind() == ValueKind.STRING && value.isQuoted()) {
            order = Integer.signum(node.text().compareTo(value.text()));
        } else {
            return false;
        }
        return order != Decimals.NO_NUMBERS
                && switch (operator) {
                    case LESS_THAN -> order < 0;
                    case AT_MOST -> order <= 0;
                    case MORE_THAN -> order > 0;
                    default -> order >= 0;
                };
    }

    private static int compare(String first, String second) {
        byte[] firstBytes = first.getBytes(StandardCharsets.US_ASCII);
        byte[] secondBytes = second.getBytes(StandardCharsets.US_ASCII);
        return Decimals.compare(firstBytes, firstBytes.length, secondBytes, secondBytes.length);
    }

    /** Whether a text is made as a pattern says, in which a percent sign stands for any characters, or none. */
    static boolean like(String text, String pattern) {
        int at = 0;
        int in = 0;
        int afterSign = -1;
        int retryAt = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '%') {
                afterSign = ++in;
                retryAt = at;
            } else if (in < pattern.length() && pattern.charAt(in) == text.charAt(at)) {
                in++;
                at++;
            } else if (afterSign >= 0) {
                in = afterSign;
                at = ++retryAt;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '%') {
            in++;
        }
        return in == pattern.length();
    }
}
