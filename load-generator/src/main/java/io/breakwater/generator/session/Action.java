package io.breakwater.generator.session;

import io.breakwater.events.scenario.Flow.Pause.Spread;
import io.breakwater.generator.check.Condition;
import io.breakwater.generator.value.Assignments;
import org.jspecify.annotations.Nullable;

/** One thing that a program does. Immutable, so that all event loops share it. Positions are indexes into the program. */
sealed interface Action {

    /**
     * Lets a share of those who come go on; the others end their iteration.
     *
     * @param gate      which counter of the loop it has: the step's index
     * @param ofBillion how many of 1,000,000,000 go on
     */
    record Gate(int gate, long ofBillion) implements Action {}

    /**
     * Sends a request and awaits its end.
     *
     * @param step the request
     */
    record Send(CompiledStep step) implements Action {}

    /**
     * Waits.
     *
     * @param spread         how the time varies
     * @param nanos          the time, its lower bound, or its mean
     * @param variationNanos the distance to the upper bound, or the standard deviation
     */
    record Pause(Spread spread, long nanos, long variationNanos) implements Action {}

    /**
     * Sets values; where something is missing they are not set.
     *
     * @param assignments the values
     */
    record Assign(Assignments assignments) implements Action {}

    /**
     * Hands values to all other sessions, as far as they are set.
     *
     * @param slots the values
     */
    record HandOver(int[] slots) implements Action {}

    /**
     * Goes on, or elsewhere when a condition does not hold.
     *
     * @param condition what is asked
     * @param otherwise where it goes on when it does not hold
     */
    record Branch(Condition condition, int otherwise) implements Action {}

    /**
     * Goes on elsewhere.
     *
     * @param position where
     */
    record GoTo(int position) implements Action {}

    /**
     * Begins rounds of which there are so many at most.
     *
     * @param counter which counter of the virtual user
     * @param times   how many
     * @param end     behind the rounds
     */
    record BeginRounds(int counter, int times, int end) implements Action {}

    /**
     * Ends a round and begins another one if there is one left.
     *
     * @param counter which counter of the virtual user
     * @param until   ends the rounds earlier
     * @param start   the first action of a round
     */
    record NextRound(int counter, @Nullable Condition until, int start) implements Action {}

    /**
     * Waits for others.
     *
     * @param meeting which meeting of the part
     */
    record Meet(int meeting) implements Action {}

    /** Ends the iteration. */
    record End() implements Action {}
}
