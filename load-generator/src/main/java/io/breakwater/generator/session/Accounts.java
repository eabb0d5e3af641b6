package io.breakwater.generator.session;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.generator.publish.LoopEvents;
import io.breakwater.generator.publish.LoopRemarks;
import io.breakwater.generator.publish.PartEvents;
import io.breakwater.generator.value.Filling;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.Arrays;

/** What one event loop writes down of a part: events, the accounting identity, and how the loop itself fared. Confined to it. */
final class Accounts {

    /** A Kafka record stays well under 1 MiB. */
    private static final int MOST_EVENTS_IN_A_BATCH = 10_000;

    private final int loopIndex;
    private final PartEvents events;
    private final StepCounts counts;
    private RequestEventWriter writer = new RequestEventWriter();
    private LatencyHistogram dispatchLag = new LatencyHistogram();
    private long longestPauseNanos;
    private long startNanos;
    private final long[] iterationsByLoad;
    private int adjustments;
    private final TokenCounts tokens;
    private long frontierNanos = Long.MIN_VALUE;

    Accounts(int loopIndex, int steps, int loads, RunTokens tokens, PartEvents events) {
        this.loopIndex = loopIndex;
        this.events = events;
        this.counts = new StepCounts(steps);
        this.iterationsByLoad = new long[loads];
        this.tokens = new TokenCounts(tokens, events.runId());
    }

    /** From here on events are told in microseconds since this instant. */
    void begin(long runStartNanos) {
        startNanos = runStartNanos;
    }

    /** A load asked for an iteration. */
    void iterationBegun(int load) {
        iterationsByLoad[load]++;
    }

    /** The load follows so many changes. */
    void adjusted(int number) {
        adjustments = number;
    }

    /** Below this instant nothing may be begun any more: readers were told that nothing comes. */
    long frontierNanos() {
        return frontierNanos;
    }

    void intended(int step) {
        counts.intended(step);
    }

    void completed(VirtualUser user, long nowNanos, RequestOutcome outcome, int status, BusinessOutcome business) {
        int step = user.step().index();
        user.writeTo(writer, micros(user.intendedNanos), nowNanos, outcome, status, business);
        counts.completed(step);
    }

    /** A message of a step was encrypted and signed. */
    void encrypted(int step, long nanos) {
        counts.encrypted(step, nanos);
    }

    /** An answer to a message of a step was verified and decrypted, or could not be. */
    void decrypted(int step, long nanos) {
        counts.decrypted(step, nanos);
    }

    /** What became of requests for their tokens. */
    TokenCounts tokens() {
        return tokens;
    }

    /** A request could not be sent; the filling says for want of what, if it was for that. */
    void notSent(int step, long intendedNanos, NotSentReason reason, Filling filling) {
        tokens.notSent(reason, filling);
        notSent(step, intendedNanos, reason);
    }

    void notSent(int step, long intendedNanos, NotSentReason reason) {
        writer.notSent(step, micros(intendedNanos), reason);
        counts.notSent(step);
    }

    /** How late the loop came to what it had to begin at an instant. */
    void dispatched(long dueNanos, long nowNanos) {
        dispatchLag.record(Math.max(0, nowNanos - dueNanos) / 1_000);
    }

    /** How long the loop stood still. */
    void stoodStill(long nanos) {
        longestPauseNanos = Math.max(longestPauseNanos, nanos);
    }

    boolean isFull() {
        return writer.events() >= MOST_EVENTS_IN_A_BATCH;
    }

    boolean hasEvents() {
        return writer.events() > 0;
    }

    /**
     * Hands over what was collected.
     *
     * @param underWayByStep how many virtual users are found to be in each step: counted apart, so that the identity proves
     *                       something
     * @param cutShort       whether the load was ended early
     * @param untilNanos     no later event has an intended start below it; {@code Long.MAX_VALUE} when there will be none
     */
    void handOver(long[] underWayByStep, boolean cutShort, long untilNanos, LoopRemarks remarks, boolean last) {
        if (untilNanos != Long.MAX_VALUE) {
            frontierNanos = Math.max(frontierNanos, untilNanos);
        }
        boolean taken = events.accept(new LoopEvents(
                loopIndex,
                writer,
                counts.accounting(underWayByStep),
                new LoadProgress(Arrays.stream(iterationsByLoad).boxed().toList(), adjustments, cutShort),
                untilNanos == Long.MAX_VALUE ? Long.MAX_VALUE : micros(untilNanos),
                dispatchLag,
                longestPauseNanos / 1_000,
                remarks,
                tokens.accounting(),
                last));
        writer = events.emptyWriter();
        if (taken) {
            dispatchLag = events.emptyHistogram();
            longestPauseNanos = 0;
        }
    }

    private long micros(long nanos) {
        return (nanos - startNanos) / 1_000;
    }
}
