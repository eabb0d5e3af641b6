package io.breakwater.events.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One thing that a virtual user does on its way through a session. */
public sealed interface Flow {

    /**
     * Sends a request and awaits its end.
     *
     * @param step the request
     */
    record Send(Step step) implements Flow {}

    /**
     * Waits; think time.
     *
     * @param spread    how the time varies
     * @param time      the fixed time, the lower bound, or the mean
     * @param variation the distance from the lower to the upper bound, or the standard deviation; zero when fixed
     */
    record Pause(Spread spread, Duration time, Duration variation) implements Flow {

        /** How a pause varies. */
        public enum Spread {
            /** Always the same. */
            FIXED,
            /** Evenly from {@code time} to {@code time + variation}. */
            UNIFORM,
            /** A normal distribution with mean {@code time} and standard deviation {@code variation}, cut off at zero. */
            NORMAL
        }
    }

    /**
     * Goes one of two ways.
     *
     * @param condition what is asked
     * @param then      when it holds
     * @param otherwise when it does not; may be empty
     */
    record Choose(Condition condition, List<Flow> then, List<Flow> otherwise) implements Flow {
        public Choose {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }

    /**
     * Does the same again.
     *
     * @param times how often, at most
     * @param until ends it earlier, asked after each round
     * @param body  what is repeated; at least one step or pause
     */
    record Repeat(int times, Optional<Condition> until, List<Flow> body) implements Flow {
        public Repeat {
            body = List.copyOf(body);
        }
    }

    /**
     * Goes on at a step of the same session, forwards or backwards.
     *
     * @param step the step's name
     */
    record Jump(String step) implements Flow {}

    /** Ends the iteration, which is no failure. */
    record End() implements Flow {}

    /**
     * Waits for other virtual users of the same generator, then goes on together with them.
     *
     * @param name   virtual users meet those who wait under the same name
     * @param users  how many go on together; 0 when only time counts
     * @param within the longest that one waits for the others; those who are there then go on
     */
    record Rendezvous(String name, int users, Duration within) implements Flow {}

    /**
     * Hands values to all other sessions, where {@code ${NAME}} is the last one that was handed over. From a session before
     * the load they reach every generator, from one under load the sessions of the same generator.
     *
     * @param values names of extracted values
     */
    record HandOver(List<String> values) implements Flow {
        public HandOver {
            values = List.copyOf(values);
        }
    }

    /**
     * Gives a value a name for the rest of the iteration.
     *
     * @param name     the name used in {@code ${NAME}}
     * @param template its text
     */
    record Assign(String name, String template) implements Flow {}

    /**
     * What decides where to go.
     *
     * @param anyOf it holds when all checks of one of these lists hold; checks of subject {@code VALUE} only
     */
    record Condition(List<List<Check>> anyOf) {
        public Condition {
            anyOf = anyOf.stream().map(List::copyOf).toList();
        }
    }

    /** The steps in a flow in file order, those in branches and repetitions included. */
    static List<Step> steps(List<Flow> flow) {
        return all(flow)
                .filter(Send.class::isInstance)
                .map(element -> ((Send) element).step())
                .toList();
    }

    /** The names of all values that a flow may hand over. */
    static Set<String> handedOver(List<Flow> flow) {
        return all(flow)
                .filter(HandOver.class::isInstance)
                .flatMap(element -> ((HandOver) element).values().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All elements of a flow, each before those within it. */
    static Stream<Flow> all(List<Flow> flow) {
        return flow.stream().flatMap(element -> Stream.concat(Stream.of(element), all(within(element))));
    }

    private static List<Flow> within(Flow element) {
        if (element instanceof Choose choose) {
            return Stream.concat(choose.then().stream(), choose.otherwise().stream())
                    .toList();
        }
        return element instanceof Repeat repeat ? repeat.body() : List.of();
    }
}
