package io.breakwater.events.scenario;

import java.util.List;
import java.util.Optional;

/**
 * One demand on a response: the subject's value is one of the expected ones. All checks of a step are AND-ed.
 *
 * @param subject    what is looked at
 * @param expression the JSON path ({@code $.a.b[0]} or {@code a.b[0]}); empty for the status
 * @param expected   allowed values as JSON scalars in text form ({@code 0}, {@code "ok"}, {@code true}); at least one
 * @param absentIs   the value to assume when the path leads nowhere, as a JSON scalar; without it, absence fails
 */
public record Check(Subject subject, String expression, List<String> expected, Optional<String> absentIs) {

    /** What a check looks at. */
    public enum Subject {
        STATUS,
        JSON
    }

    public Check {
        expected = List.copyOf(expected);
    }
}
