package io.breakwater.events.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An ordered list of steps that one virtual user walks through, with what stands between them.
 *
 * @param name       its name in the scenario
 * @param weight     its share of the common load is this over the sum of all weights; at least 1
 * @param startShare closed model: this share of its virtual users is there from the first instant; 0 to 1
 * @param load       its own load; empty when it takes its share of the scenario's
 * @param startAfter how long after the run's start its own load begins; zero without one
 * @param flow       what it does, in order; at least one step
 */
public record Session(
        String name, int weight, double startShare, Optional<Load> load, Duration startAfter, List<Flow> flow) {

    public Session {
        flow = List.copyOf(flow);
    }

    /** A session with a share of the common load and nothing but steps. */
    public static Session of(String name, int weight, List<Step> steps) {
        return new Session(
                name,
                weight,
                0,
                Optional.empty(),
                Duration.ZERO,
                steps.stream().<Flow>map(Flow.Send::new).toList());
    }

    /** Its steps in file order, those in branches and repetitions included. */
    public List<Step> steps() {
        return Flow.steps(flow);
    }
}
