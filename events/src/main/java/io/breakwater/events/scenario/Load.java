package io.breakwater.events.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How often iterations start. */
public sealed interface Load {

    /** Stretches of the load, one after the other; at least one. */
    List<LoadPhase> phases();

    /** How long all phases take together. */
    default Duration lasts() {
        return phases().stream().map(LoadPhase::lasts).reduce(Duration.ZERO, Duration::plus);
    }

    /** How long the phases at the beginning take that are marked as warm-up. */
    default Duration warmUp() {
        return phases().stream()
                .takeWhile(LoadPhase::warmUp)
                .map(LoadPhase::lasts)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Open model: arrivals do not wait for responses. Levels are iterations per second.
     *
     * @param phases    the arrival rates
     * @param spacing   how arrivals follow each other
     * @param seed      of a random spacing
     * @param skipAfter catching up after the generator stood still: an arrival that is overdue by more than this is not sent,
     *                  and counted as {@code TOO_LATE}; empty when all are sent, however late
     */
    record Open(List<LoadPhase> phases, Spacing spacing, long seed, Optional<Duration> skipAfter) implements Load {

        /** How arrivals follow each other. */
        public enum Spacing {
            /** Evenly, as the rate says. */
            EVEN,
            /** A Poisson process: at random, with the rate as its mean. */
            POISSON
        }

        public Open {
            phases = List.copyOf(phases);
        }

        /** The common load where every session has its own: no arrivals until the last of them has ended. */
        public static Open none(List<Session> sessions) {
            Duration lasts = sessions.stream()
                    .map(session -> session.startAfter()
                            .plus(session.load().map(Load::lasts).orElse(Duration.ZERO)))
                    .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
            return of(List.of(LoadPhase.of(0, 0, lasts, false)));
        }

        /** Even arrivals, all of which are sent. */
        public static Open of(List<LoadPhase> phases) {
            return new Open(phases, Spacing.EVEN, 0, Optional.empty());
        }
    }

    /**
     * Closed model: a fixed number of virtual users who wait for responses. Levels are virtual users.
     *
     * @param phases            how many virtual users there are
     * @param iterationsPerUser a virtual user that has walked so often leaves; empty when it walks to the end
     * @param sharedIterations  all virtual users leave once they have begun so many iterations together; empty when they walk
     *                          to the end
     */
    record Closed(List<LoadPhase> phases, Optional<Integer> iterationsPerUser, Optional<Long> sharedIterations)
            implements Load {

        public Closed {
            phases = List.copyOf(phases);
        }
    }
}
