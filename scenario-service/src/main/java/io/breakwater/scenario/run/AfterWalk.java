package io.breakwater.scenario.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far the sessions after a run's load have come.
 *
 * @param stage        how far
 * @param dueAt        since when they are due
 * @param generatorIds who was asked to walk through them, the last one last
 * @param problems     what failed, in words
 */
record AfterWalk(Stage stage, Instant dueAt, List<String> generatorIds, List<String> problems) {

    /** How far they have come. */
    enum Stage {
        /** To be walked by somebody who is alive. */
        DUE,
        /** Somebody was asked. */
        ASKED,
        /** Walked through, well or badly. */
        WALKED,
        /** Nobody answered in time. */
        GIVEN_UP
    }

    AfterWalk {
        generatorIds = List.copyOf(generatorIds);
        problems = List.copyOf(problems);
    }

    static AfterWalk due(Instant now) {
        return new AfterWalk(Stage.DUE, now, List.of(), List.of());
    }

    AfterWalk askedOf(String generatorId) {
        List<String> asked = new ArrayList<>(generatorIds);
        asked.add(generatorId);
        return new AfterWalk(Stage.ASKED, dueAt, asked, problems);
    }

    AfterWalk ended(Stage end, List<String> why) {
        return new AfterWalk(end, dueAt, generatorIds, why);
    }

    /** Who was asked last; empty before anybody was. */
    Optional<String> lastAsked() {
        return generatorIds.isEmpty() ? Optional.empty() : Optional.of(generatorIds.get(generatorIds.size() - 1));
    }

    boolean isPending() {
        return stage == Stage.DUE || stage == Stage.ASKED;
    }
}
