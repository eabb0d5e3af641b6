package io.breakwater.generator.check;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Flow;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Sources;
import java.util.List;

/** What decides where a virtual user goes, compiled. Immutable, so that all event loops share it. */
public final class Condition {

    /** Values are no part of a response. */
    private static final Response NO_RESPONSE = new Response();

    private final CompiledCheck[][] anyOf;

    private Condition(CompiledCheck[][] anyOf) {
        this.anyOf = anyOf;
    }

    /**
     * A condition of a session.
     *
     * @throws IllegalArgumentException when it asks for anything but values, or cannot be read
     */
    public static Condition of(Flow.Condition condition, Sources sources) {
        return new Condition(condition.anyOf().stream()
                .map(checks -> compiled(checks, sources))
                .toArray(CompiledCheck[][]::new));
    }

    /** Whether it holds for the virtual user to which the filling is turned. */
    public boolean holds(Filling filling) {
        for (CompiledCheck[] all : anyOf) {
            boolean holds = true;
            for (int i = 0; i < all.length && holds; i++) {
                holds = all[i].holds(NO_RESPONSE, filling);
            }
            if (holds) {
                return true;
            }
        }
        return false;
    }

    private static CompiledCheck[] compiled(List<Check> checks, Sources sources) {
        for (Check check : checks) {
            if (check.subject() != Check.Subject.VALUE) {
                throw new IllegalArgumentException(
                        "condition: " + check.subject() + " " + check.expression() + " (expected: a value)");
            }
        }
        return checks.stream().map(check -> new CompiledCheck(check, sources)).toArray(CompiledCheck[]::new);
    }
}
