package io.breakwater.scenario.run;

import io.breakwater.events.generator.GeneratorReport.AfterWalked;
import io.breakwater.events.run.RunCommand.WalkAfter;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.generators.GeneratorPresence;
import io.breakwater.scenario.run.AfterWalk.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rules for the sessions after a run's load. They are due once no part sends any more, whatever the run's end; of a run
 * that never started only when the sessions before its load were walked through, since what those set up is to be cleaned up.
 * They go on beside the wait for the verdict, and change no status.
 */
final class AfterWalking {

    private final ScenarioServiceProperties limits;

    AfterWalking(ScenarioServiceProperties limits) {
        this.limits = limits;
    }

    /** The move, with the sessions after the load due if it has ended the load. */
    Move withDue(Move move, Instant now) {
        Run run = move.run();
        boolean due = run.afterWalk().isEmpty()
                && !run.plan().scenario().after().isEmpty()
                && sendsNoMore(run)
                && (run.startAt().isPresent() || isBeforeWalked(run));
        return due ? new Move(run.withAfterWalk(AfterWalk.due(now)), move.changes(), move.commands()) : move;
    }

    private static boolean sendsNoMore(Run run) {
        return switch (run.status()) {
            case AWAITING_VERDICT, FINISHED, FAILED, FAILED_TO_START -> true;
            case REJECTED, ACCEPTED, PREPARING, RUNNING, STOPPING -> false;
        };
    }

    /** Part 0 walks through them before it says that it is ready. */
    private static boolean isBeforeWalked(Run run) {
        Scenario scenario = run.plan().scenario();
        return !scenario.before().isEmpty()
                && run.parts().stream().anyMatch(part -> part.index() == 0 && part.stage() == Part.Stage.READY);
    }

    /** What follows from the time having come: somebody is asked, somebody else is asked, or it is given up. */
    Move onTime(Run run, GeneratorPresence generators, Instant now) {
        AfterWalk walk = run.afterWalk().orElse(null);
        if (walk == null || !walk.isPending()) {
            return Move.quiet(run);
        }
        if (!now.isBefore(walk.dueAt().plus(limits.afterLimit()))) {
            String missed = "after: not walked through within "
                    + limits.afterLimit().toMillis() + " ms (expected: "
                    + walk.lastAsked()
                            .map(last -> "an answer of generator " + last)
                            .orElse("a generator that is alive")
                    + ")";
            return Move.quiet(run.withAfterWalk(walk.ended(Stage.GIVEN_UP, List.of(missed))));
        }
        boolean lost = walk.lastAsked()
                .filter(last -> generators.silence(last, now).compareTo(limits.generatorLostAfter()) < 0)
                .isEmpty();
        return lost ? ask(run, walk, generators, now) : Move.quiet(run);
    }

    private Move ask(Run run, AfterWalk walk, GeneratorPresence generators, Instant now) {
        if (!generators.isComplete(now)) {
            return Move.quiet(run);
        }
        List<String> alive = generators.alive(limits.generatorAliveFor(), now);
        Optional<String> next = alive.stream()
                .filter(generatorId -> !walk.generatorIds().contains(generatorId))
                .min((one, other) -> Boolean.compare(isOfRun(run, other), isOfRun(run, one)));
        return next.map(generatorId -> new Move(
                        run.withAfterWalk(walk.askedOf(generatorId)),
                        List.of(),
                        List.of(new WalkAfter(run.plan(), generatorId, run.handedOver()))))
                .orElse(Move.quiet(run));
    }

    private static boolean isOfRun(Run run, String generatorId) {
        return run.part(generatorId).isPresent();
    }

    /** What follows from an answer, also of somebody who was taken for lost, or a late one. */
    Move onReport(Run run, AfterWalked walked) {
        return Move.quiet(run.afterWalk()
                .filter(walk -> walk.stage() != Stage.WALKED)
                .filter(walk -> walk.generatorIds().contains(walked.generatorId()))
                .map(walk -> run.withAfterWalk(walk.ended(Stage.WALKED, walked.problems())))
                .orElse(run));
    }
}
