package io.breakwater.analytics.fold;

import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.StepAccounting;
import java.util.ArrayList;
import java.util.List;

/** Bounds how many steps of a run are told apart. */
final class Steps {

    /** A verdict tells each step's figures, and must fit a Kafka record. */
    static final int MOST = 500;

    /** The name of all steps beyond. */
    static final String FURTHER = "(further steps)";

    private Steps() {}

    /** The header with at most {@value #MOST} steps; the last of them stands for all further ones, in names and in accounting. */
    static BatchHeader bounded(BatchHeader header) {
        if (header.steps().size() <= MOST) {
            return header;
        }
        List<String> steps = new ArrayList<>(header.steps().subList(0, MOST - 1));
        steps.add(FURTHER);
        List<StepAccounting> accounting = new ArrayList<>(header.accounting().subList(0, MOST - 1));
        accounting.add(header.accounting().subList(MOST - 1, header.accounting().size()).stream()
                .reduce(
                        new StepAccounting(0, 0, 0, 0),
                        (one, other) -> new StepAccounting(
                                one.intended() + other.intended(),
                                one.completed() + other.completed(),
                                one.inFlight() + other.inFlight(),
                                one.notSent() + other.notSent(),
                                one.cryptography().plus(other.cryptography()))));
        return new BatchHeader(
                header.runId(),
                header.generatorId(),
                header.region(),
                header.partIndex(),
                header.partCount(),
                header.batchNumber(),
                header.startAt(),
                header.frontierMicros(),
                header.warmUpMicros(),
                header.limitsMicros(),
                steps,
                accounting,
                header.progress(),
                header.tokens(),
                header.health(),
                header.closing());
    }
}
