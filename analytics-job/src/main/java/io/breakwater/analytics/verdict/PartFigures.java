package io.breakwater.analytics.verdict;

import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.TokenAccounting;
import java.util.List;
import java.util.Optional;

/**
 * What shows whether one generator's part of a run can be believed.
 *
 * @param generatorId        the generator
 * @param planned            whether the run's plan names it
 * @param batchesExpected    batches that its closing batch says it sent; as many as came while it is not closed
 * @param batchesReceived    batches that came, each counted once
 * @param batchesDuplicate   batches that came again
 * @param batchesUnreadable  records under its key that could not be read
 * @param batchesMissing     numbers of batches that are not waited for any longer; empty when there is none
 * @param abandoned          why the rest of its part will not come, if so; empty when it came after all
 * @param silent             whether it was given up because nothing came of it for long
 * @param eventsLost         events that it could not publish
 * @param requestsResent     requests that were written a second time
 * @param samplesDropped     samples that it could not keep
 * @param messagesDropped    WebSocket messages that came early and found no room
 * @param requestsTooLate    requests below a frontier that it had promised
 * @param contradictions     what is wrong with its accounting
 * @param longestPauseMicros the longest time one of its event loops stood still
 * @param cpuRatioMax        its highest processor use, 0 to 1
 * @param batchesBusy        batches at whose time its processors had nothing left to give
 * @param progress           how far it came with its load
 * @param tokens             what became of requests for their platform tokens
 */
public record PartFigures(
        String generatorId,
        boolean planned,
        long batchesExpected,
        long batchesReceived,
        long batchesDuplicate,
        long batchesUnreadable,
        String batchesMissing,
        Optional<String> abandoned,
        boolean silent,
        long eventsLost,
        long requestsResent,
        long samplesDropped,
        long messagesDropped,
        long requestsTooLate,
        List<String> contradictions,
        long longestPauseMicros,
        double cpuRatioMax,
        long batchesBusy,
        LoadProgress progress,
        List<TokenAccounting> tokens) {

    public PartFigures {
        contradictions = List.copyOf(contradictions);
        tokens = List.copyOf(tokens);
    }
}
