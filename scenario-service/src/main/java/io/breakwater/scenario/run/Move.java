package io.breakwater.scenario.run;

import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What something that happened does to a run.
 *
 * @param run      the run afterwards
 * @param changes  the changes of its status, to be recorded and published
 * @param commands what generators and the analytics job are told
 */
record Move(Run run, List<Change> changes, List<RunCommand> commands) {

    /**
     * A change of a run's status.
     *
     * @param status  what it is now
     * @param at      when that became so
     * @param reasons why, where the status needs a reason
     * @param outcome what the final verdict says, with {@link RunStatus#FINISHED}
     */
    record Change(RunStatus status, Instant at, List<String> reasons, Optional<Outcome> outcome) {
        Change {
            reasons = List.copyOf(reasons);
        }
    }

    Move {
        changes = List.copyOf(changes);
        commands = List.copyOf(commands);
    }

    /** Nothing to tell: the run is as it was, or only a part has come further. */
    static Move quiet(Run run) {
        return new Move(run, List.of(), List.of());
    }

    /** This and what follows from it. */
    Move then(Move next) {
        return new Move(next.run(), joined(changes, next.changes()), joined(commands, next.commands()));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The run's status changes. */
    static Move to(Run run, RunStatus status, Instant now, List<String> reasons, List<RunCommand> commands) {
        Run changed = run.withStatus(status, now);
        return new Move(changed, List.of(new Change(status, now, reasons, changed.outcome())), commands);
    }
}
