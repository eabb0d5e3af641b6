package io.breakwater.generator.publish;

import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.List;

/**
 * What one event loop of a part hands over for a batch. The events, the accounting and the frontier belong to one instant of
 * the loop: the accounting counts exactly the events handed over so far, and no later event lies below the frontier.
 *
 * @param loop               which loop of the part, from 0
 * @param writer             the events; no longer touched by the loop
 * @param accounting         cumulative, by step
 * @param progress           how far the loop is with its load
 * @param frontierMicros     no later event of this loop has an intended start below it; {@code Long.MAX_VALUE} when there will
 *                           be none
 * @param dispatchLag        how late arrivals were dispatched since the loop's previous handing over
 * @param longestPauseMicros the longest time the loop stood still since then
 * @param remarks            what it remarked besides, cumulative
 * @param tokens             what became of requests for their platform tokens, cumulative
 * @param last               whether the loop has ended its share
 */
public record LoopEvents(
        int loop,
        RequestEventWriter writer,
        List<StepAccounting> accounting,
        LoadProgress progress,
        long frontierMicros,
        LatencyHistogram dispatchLag,
        long longestPauseMicros,
        LoopRemarks remarks,
        List<TokenAccounting> tokens,
        boolean last) {

    public LoopEvents {
        accounting = List.copyOf(accounting);
        tokens = List.copyOf(tokens);
    }
}
