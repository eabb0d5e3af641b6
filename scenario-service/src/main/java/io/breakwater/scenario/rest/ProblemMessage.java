package io.breakwater.scenario.rest;

import java.util.List;

/**
 * One of the problems in a refusal.
 *
 * @param message the thing, its value and what was expected
 */
public record ProblemMessage(String message) {

    /** The same as problems. */
    public static List<ProblemMessage> of(List<String> messages) {
        return messages.stream().map(ProblemMessage::new).toList();
    }
}
