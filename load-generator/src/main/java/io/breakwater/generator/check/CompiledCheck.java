package io.breakwater.generator.check;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.template.Template;
import io.breakwater.generator.extract.Finder;
import io.breakwater.generator.extract.Finders;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.text.Decimals;
import io.breakwater.generator.text.TextSearch;
import io.breakwater.generator.text.ValueKind;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** One check, compiled. Immutable, so that all event loops share it. */
final class CompiledCheck {

    private final Check check;
    private final Finder finder;
    private final List<Expected> expected = new ArrayList<>();
    private final @Nullable Operand absentIs;
    private final String name;

    /** A value; the upper end, when it is an interval; the pattern, when it is one that no reference changes. */
    private record Expected(
            Operand value, @Nullable Operand upTo, @Nullable Pattern pattern) {}

    CompiledCheck(Check check, Sources sources) {
        this.check = check;
        this.finder = finder(check, sources);
        this.absentIs = check.absentIs()
                .map(written -> Operand.scalar(written, sources))
                .orElse(null);
        check.expected().forEach(one -> expected.add(compiled(check.operator(), one, sources)));
        boolean named = check.operator() == Check.Operator.EXISTS || !expected.isEmpty();
        if (!named) {
            throw new IllegalArgumentException(
                    "check " + check.expression() + ": nothing to compare with (expected: at least one value)");
        }
        String subject = check.subject().name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.name = check.expression().isEmpty() ? subject : subject + " " + check.expression();
    }

    /** What it looks at, in the words of the scenario. */
    String name() {
        return name;
    }

    Finder finder() {
        return finder;
    }

    boolean isOfStatus() {
        return check.subject() == Check.Subject.STATUS;
    }

    /** Whether it says which statuses are good, rather than which are not. */
    boolean namesStatus() {
        return isOfStatus() && check.operator() == Check.Operator.IN && !check.negated();
    }

    boolean holds(Response response, Filling filling) {
        ByteText found = filling.borrow();
        ValueKind kind = finder.find(response, filling, found);
        if (kind == ValueKind.ABSENT && absentIs != null) {
            found.reset();
            kind = absentIs.append(filling, found) ? absentIs.kind() : ValueKind.ABSENT;
        }
        // What could not be searched at all says nothing, neither for nor against.
        boolean holds = kind == ValueKind.ABSENT
                ? check.negated()
                : kind.isFound() && satisfies(kind, found, filling) != check.negated();
        filling.giveBack();
        return holds;
    }

    private boolean satisfies(ValueKind kind, ByteText found, Filling filling) {
        if (check.operator() == Check.Operator.EXISTS) {
            return true;
        }
        ByteText operand = filling.borrow();
        boolean any = false;
        for (int i = 0; i < expected.size() && !any; i++) {
            Expected one = expected.get(i);
            operand.reset();
            any = one.value().append(filling, operand) && satisfies(kind, found, one, operand, filling);
        }
        filling.giveBack();
        return any;
    }

    private boolean satisfies(ValueKind kind, ByteText found, Expected one, ByteText operand, Filling filling) {
        return switch (check.operator()) {
            case EXISTS -> true;
            case IN ->
                one.upTo() == null
                        ? Operand.isSame(kind, found, one.value().kind(), operand)
                        : isWithin(kind, found, operand, one.upTo(), filling);
            case CONTAINS -> contains(found, operand);
            case MATCHES -> matches(found, one, operand);
            case LESS_THAN -> compare(kind, found, operand, Decimals.NO_NUMBERS + 1, -1);
            case AT_MOST -> compare(kind, found, operand, Decimals.NO_NUMBERS + 1, 0);
            case MORE_THAN -> compare(kind, found, operand, 1, Integer.MAX_VALUE);
            case AT_LEAST -> compare(kind, found, operand, 0, Integer.MAX_VALUE);
        };
    }

    /** Whether the number's order to the operand lies between these. */
    private static boolean compare(ValueKind kind, ByteText found, ByteText operand, int least, int most) {
        if (!Operand.canBeNumber(kind)) {
            return false;
        }
        int order = Decimals.compare(found.bytes(), found.length(), operand.bytes(), operand.length());
        return order >= least && order <= most;
    }

    private static boolean isWithin(ValueKind kind, ByteText found, ByteText lower, Operand upTo, Filling filling) {
        ByteText upper = filling.borrow();
        boolean within = upTo.append(filling, upper)
                && compare(kind, found, lower, 0, Integer.MAX_VALUE)
                && compare(kind, found, upper, Decimals.NO_NUMBERS + 1, 0);
        filling.giveBack();
        return within;
    }

    private static boolean contains(ByteText text, ByteText wanted) {
        byte[] in = text.bytes();
        byte[] what = wanted.bytes();
        int last = text.length() - wanted.length();
        for (int from = 0; from <= last; from++) {
            int at = 0;
            while (at < wanted.length() && in[from + at] == what[at]) {
                at++;
            }
            if (at == wanted.length()) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(ByteText found, Expected one, ByteText operand) {
        Pattern pattern = one.pattern();
        if (pattern == null) {
            try {
                pattern = Pattern.compile(operand.toString());
            } catch (PatternSyntaxException e) {
                // What a value made no pattern of matches nothing.
                return false;
            }
        }
        return TextSearch.find(pattern, found.toString()).isFound();
    }

    private static Expected compiled(Check.Operator operator, Check.Expected expected, Sources sources) {
        return switch (operator) {
            case MATCHES ->
                new Expected(
                        Operand.text(expected.value(), sources),
                        null,
                        Template.parse(expected.value()).isPlain() ? Finders.pattern(expected.value()) : null);
            case CONTAINS -> new Expected(Operand.text(expected.value(), sources), null, null);
            case LESS_THAN, AT_MOST, MORE_THAN, AT_LEAST ->
                new Expected(Operand.number(expected.value(), sources), null, null);
            case IN, EXISTS ->
                expected.upTo().isPresent()
                        ? new Expected(
                                Operand.number(expected.value(), sources),
                                Operand.number(expected.upTo().get(), sources),
                                null)
                        : new Expected(Operand.scalar(expected.value(), sources), null, null);
        };
    }

    private static Finder finder(Check check, Sources sources) {
        String expression = check.expression();
        return switch (check.subject()) {
            case STATUS -> Finders.status();
            case HEADER -> Finders.header(expression);
            case BODY -> Finders.body();
            case JSON -> Finders.json(expression);
            case XML -> Finders.xml(expression);
            case WIDGET_DATA -> Finders.widgetData(expression);
            case VALUE -> Finders.value(expression, sources);
        };
    }
}
