package io.breakwater.scenario.run;

import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A run as it stands now.
 *
 * @param runId           the run
 * @param organisation    whose it is
 * @param idempotencyKey  the key of the request that it came from
 * @param scenario        the scenario's name
 * @param scenarioVersion the version of the scenario that was admitted
 * @param requestedBy     who asked for it, and said that it is permitted and lawful
 * @param permittedAt     when that was said
 * @param plan            what is to be done; without parts as long as no generators are chosen
 * @param status          where it stands
 * @param changedAt       since when
 * @param startAt         its start, once it is told
 * @param outcome         what the final verdict says
 * @param parts           its shares, by index
 */
record Run(
        String runId,
        String organisation,
        String idempotencyKey,
        String scenario,
        int scenarioVersion,
        String requestedBy,
        Instant permittedAt,
        RunPlan plan,
        RunStatus status,
        Instant changedAt,
        Optional<Instant> startAt,
        Optional<Outcome> outcome,
        List<Part> parts) {

    Run {
        parts = List.copyOf(parts);
    }

    Run withStatus(RunStatus next, Instant now) {
        return new Run(
                runId,
                organisation,
                idempotencyKey,
                scenario,
                scenarioVersion,
                requestedBy,
                permittedAt,
                plan,
                next,
                now,
                startAt,
                outcome,
                parts);
    }

    Run withParts(List<Part> next) {
        List<RunPart> shares = next.stream()
                .map(part -> new RunPart(part.generatorId(), part.index()))
                .toList();
        RunPlan shared = new RunPlan(plan.runId(), plan.organisation(), plan.scenario(), plan.dataFiles(), shares);
        return new Run(
                runId,
                organisation,
                idempotencyKey,
                scenario,
                scenarioVersion,
                requestedBy,
                permittedAt,
                shared,
                status,
                changedAt,
                startAt,
                outcome,
                next);
    }

    Run withPart(String generatorId, UnaryOperator<Part> change) {
        return withParts(parts.stream()
                .map(part -> part.generatorId().equals(generatorId) ? change.apply(part) : part)
                .toList());
    }

    Run withStartAt(Instant start) {
        return new Run(
                runId,
                organisation,
                idempotencyKey,
                scenario,
                scenarioVersion,
                requestedBy,
                permittedAt,
                plan,
                status,
                changedAt,
                Optional.of(start),
                outcome,
                parts);
    }

    Run withOutcome(Outcome verdict) {
        return new Run(
                runId,
                organisation,
                idempotencyKey,
                scenario,
                scenarioVersion,
                requestedBy,
                permittedAt,
                plan,
                status,
                changedAt,
                startAt,
                Optional.of(verdict),
                parts);
    }

    Optional<Part> part(String generatorId) {
        return parts.stream()
                .filter(part -> part.generatorId().equals(generatorId))
                .findFirst();
    }
}
