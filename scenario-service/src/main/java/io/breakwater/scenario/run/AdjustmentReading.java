package io.breakwater.scenario.run;

import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.scenario.run.AdjustmentWish.Change;
import io.breakwater.scenario.run.AdjustmentWish.Factor;
import io.breakwater.scenario.run.AdjustmentWish.Level;
import io.breakwater.scenario.run.AdjustmentWish.Pausing;
import io.breakwater.scenario.run.AdjustmentWish.Resuming;
import io.breakwater.scenario.run.AdjustmentWish.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What reading a request to adjust a run's load gave: the wish, or all reasons why it is none.
 *
 * @param wish    the wish; empty exactly when there are reasons
 * @param reasons everything that is wrong with the request
 */
record AdjustmentReading(Optional<AdjustmentWish> wish, List<String> reasons) {

    /** More at once would be a slip. */
    private static final BigDecimal HIGHEST_FACTOR = BigDecimal.valueOf(1_000);

    private static final BigDecimal SECONDS_PER_MINUTE = BigDecimal.valueOf(60);

    private static final String NUMBER = "([0-9]{1,9}(?:\\.[0-9]{1,9})?)";
    private static final Pattern LEVEL = Pattern.compile(NUMBER + "\\s*(/s|/min)|([0-9]{1,9})\\s*users?");
    private static final Pattern CHANGE = Pattern.compile("([+-])\\s*" + NUMBER + "\\s*%");

    AdjustmentReading {
        reasons = List.copyOf(reasons);
    }

    static AdjustmentReading of(byte[] bytes) {
        try {
            return of(Members.of(bytes));
        } catch (UnreadableEventException e) {
            return new AdjustmentReading(Optional.empty(), List.of("request: not a JSON object: " + e.getMessage()));
        }
    }

    private static AdjustmentReading of(Members members) {
        List<String> reasons = new ArrayList<>();
        Optional<String> by = members.text("by", reasons);
        Optional<String> session = members.get("session") == null ? Optional.empty() : members.text("session", reasons);
        List<Change> changes = new ArrayList<>();
        int given = 0;
        for (String name : List.of("level", "factor", "pause", "resume")) {
            Object value = members.get(name);
            if (value != null) {
                given++;
                change(name, value, reasons).ifPresent(changes::add);
            }
        }
        if (given != 1) {
            reasons.add("adjustment: " + given + " of level, factor, pause, resume (expected: exactly one)");
        }
        Optional<AdjustmentWish> wish = reasons.isEmpty()
                ? Optional.of(new AdjustmentWish(by.orElseThrow(), session, changes.get(0)))
                : Optional.empty();
        return new AdjustmentReading(wish, reasons);
    }

    private static Optional<Change> change(String name, Object value, List<String> reasons) {
        Optional<Change> change = switch (name) {
            case "level" -> level(value);
            case "factor" -> factor(value);
            default ->
                Boolean.TRUE.equals(value)
                        ? Optional.of(name.equals("pause") ? new Pausing() : new Resuming())
                        : Optional.empty();
        };
        if (change.isEmpty()) {
            reasons.add(name + ": " + Members.shown(value) + " (expected: " + expected(name) + ")");
        }
        return change;
    }

    private static String expected(String name) {
        return switch (name) {
            case "level" -> "an arrival rate such as \"250/s\" or \"90/min\", or virtual users such as \"50 users\"";
            case "factor" -> "a number above 0, at most 1000, such as 1.1, or a change such as \"+10 %\" or \"-25 %\"";
            default -> "true";
        };
    }

    private static Optional<Change> level(Object value) {
        Matcher matcher = LEVEL.matcher(value.toString().strip());
        if (!(value instanceof String) || !matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(3) != null) {
            return Optional.of(new Level(Integer.parseInt(matcher.group(3)), Unit.VIRTUAL_USERS));
        }
        BigDecimal rate = new BigDecimal(matcher.group(1));
        BigDecimal perSecond =
                matcher.group(2).equals("/min") ? rate.divide(SECONDS_PER_MINUTE, MathContext.DECIMAL64) : rate;
        return Optional.of(new Level(perSecond.doubleValue(), Unit.ITERATIONS_PER_SECOND));
    }

    private static Optional<Change> factor(Object value) {
        Matcher matcher = CHANGE.matcher(value.toString().strip());
        BigDecimal factor;
        if (value instanceof Number) {
            factor = new BigDecimal(value.toString());
        } else if (value instanceof String && matcher.matches()) {
            factor = BigDecimal.ONE.add(new BigDecimal(matcher.group(1) + matcher.group(2)).movePointLeft(2));
        } else {
            return Optional.empty();
        }
        return factor.signum() > 0 && factor.compareTo(HIGHEST_FACTOR) <= 0
                ? Optional.of(new Factor(factor.doubleValue()))
                : Optional.empty();
    }
}
