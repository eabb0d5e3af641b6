package io.breakwater.events.scenario;

import java.util.List;

/**
 * An ordered list of steps that one virtual user walks through.
 *
 * @param name   its name in the scenario
 * @param weight its share of the arrivals is this over the sum of all weights; at least 1
 * @param steps  at least one
 */
public record Session(String name, int weight, List<Step> steps) {

    public Session {
        steps = List.copyOf(steps);
    }
}
