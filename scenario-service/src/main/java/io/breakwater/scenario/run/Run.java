package io.breakwater.scenario.run;

import io.breakwater.events.run.HandedOver;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A run as it stands now.
 *
 * @param listed      what a list shows of it
 * @param plan        what is to be done; without parts as long as no generators are chosen
 * @param parts       its shares, by index
 * @param loadChanges what was changed of its load so far, by number
 * @param handedOver  what the sessions before its load handed over, sealed
 * @param afterWalk   how far the sessions after its load have come; empty until they are due
 */
record Run(
        ListedRun listed,
        RunPlan plan,
        List<Part> parts,
        List<LoadChange> loadChanges,
        Optional<HandedOver> handedOver,
        Optional<AfterWalk> afterWalk) {

    Run {
        parts = List.copyOf(parts);
        loadChanges = List.copyOf(loadChanges);
    }

    /** A run that was just admitted. */
    static Run admitted(ListedRun listed, RunPlan plan) {
        return new Run(listed, plan, List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    String runId() {
        return listed.runId();
    }

    RunStatus status() {
        return listed.status();
    }

    Instant changedAt() {
        return listed.changedAt();
    }

    Optional<Instant> startAt() {
        return listed.startAt();
    }

    Optional<Outcome> outcome() {
        return listed.outcome();
    }

    Run withStatus(RunStatus next, Instant now) {
        return with(listed.withStatus(next, now));
    }

    Run withStartAt(Instant start) {
        return with(listed.withStartAt(start));
    }

    Run withOutcome(Outcome verdict) {
        return with(listed.withOutcome(verdict));
    }

    private Run with(ListedRun next) {
        return new Run(next, plan, parts, loadChanges, handedOver, afterWalk);
    }

    Run withParts(List<Part> next) {
        List<RunPart> shares = next.stream()
                .map(part -> new RunPart(part.generatorId(), part.index()))
                .toList();
        RunPlan shared = new RunPlan(plan.runId(), plan.organisation(), plan.scenario(), plan.dataFiles(), shares);
        return new Run(listed, shared, next, loadChanges, handedOver, afterWalk);
    }

    Run withPart(String generatorId, UnaryOperator<Part> change) {
        return withParts(parts.stream()
                .map(part -> part.generatorId().equals(generatorId) ? change.apply(part) : part)
                .toList());
    }

    Run withLoadChange(LoadChange next) {
        List<LoadChange> changes = new ArrayList<>(loadChanges);
        changes.add(next);
        return new Run(listed, plan, parts, changes, handedOver, afterWalk);
    }

    Run withHandedOver(HandedOver values) {
        return new Run(listed, plan, parts, loadChanges, Optional.of(values), afterWalk);
    }

    Run withAfterWalk(AfterWalk walk) {
        return new Run(listed, plan, parts, loadChanges, handedOver, Optional.of(walk));
    }

    Optional<Part> part(String generatorId) {
        return parts.stream()
                .filter(part -> part.generatorId().equals(generatorId))
                .findFirst();
    }
}
