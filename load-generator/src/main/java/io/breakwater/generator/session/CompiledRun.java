package io.breakwater.generator.session;

import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.sample.SampledStep;
import io.breakwater.generator.schedule.ArrivalShare;
import io.breakwater.generator.token.TokenSlot;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.HandedValues;
import io.breakwater.generator.value.Sequences;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.value.Values;
import java.util.List;
import java.util.function.Function;

/**
 * Sessions made ready for the event loops, which share them. Immutable but for the values that sessions hand over.
 *
 * @param lanes     their loads; at least one
 * @param stepNames the names of all steps, by index
 * @param sampledSteps what samples of the steps have in common, by index
 * @param meetings  where virtual users wait for each other, by index
 * @param data      the rows
 * @param sources   where references lead
 * @param handed    what sessions handed over to all others
 * @param tokens    its platform tokens
 * @param cookies   whether a virtual user keeps the cookies it is given
 */
public record CompiledRun(
        List<LanePlan> lanes,
        List<String> stepNames,
        List<SampledStep> sampledSteps,
        List<Flow.Rendezvous> meetings,
        RunData data,
        Sources sources,
        HandedValues handed,
        RunTokens tokens,
        boolean cookies) {

    public CompiledRun {
        lanes = List.copyOf(lanes);
        stepNames = List.copyOf(stepNames);
        sampledSteps = List.copyOf(sampledSteps);
        meetings = List.copyOf(meetings);
    }

    /**
     * Compiles a scenario's sessions under load.
     *
     * @param scenario the scenario
     * @param data     its rows
     * @param tokens   the place of a token, by its binding
     * @throws IllegalArgumentException when it cannot be sent
     */
    public static CompiledRun of(Scenario scenario, RunData data, Function<String, TokenSlot> tokens) {
        return new RunCompiler(scenario, data, tokens).underLoad();
    }

    /** The values of a further virtual user. */
    Values newValues() {
        return new Values(sources.names(), handed);
    }

    /** What the event loop with this share fills its requests in from. */
    Filling newFilling(ArrivalShare share) {
        return new Filling(new Sequences(sources.sequences(), (int) share.firstIndex(), (int) share.stride()));
    }
}
