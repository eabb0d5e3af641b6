package io.breakwater.generator.session;

import java.util.List;

/**
 * A session, compiled to actions that follow each other. Immutable, so that all event loops share it.
 *
 * @param name      the session's name
 * @param actions   what it does; the last one is an {@link Action.End}
 * @param firstStep the index of its first step in file order, which an iteration that never began is counted for
 * @param dataSlots the data sets that an iteration draws a row from
 * @param counters  how many counters of rounds a virtual user needs
 */
public record Program(String name, List<Action> actions, int firstStep, int[] dataSlots, int counters) {

    public Program {
        actions = List.copyOf(actions);
    }
}
