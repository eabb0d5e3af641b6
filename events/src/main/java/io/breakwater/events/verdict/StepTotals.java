package io.breakwater.events.verdict;

import io.breakwater.events.request.CryptographyTime;
import java.util.Map;
import java.util.Optional;

/**
 * One step's figures over a whole run, warm-up included; also used for the run as a whole. Times are in microseconds.
 *
 * @param step                      the step's name; empty for the run as a whole
 * @param intended                  requests that the schedule or a predecessor said to send
 * @param completed                 requests that ended, well or badly
 * @param inFlight                  requests under way, 0 in a final verdict
 * @param notSent                   requests that were never started, by reason
 * @param outcomes                  requests by request outcome
 * @param businessFailures          responses that failed a check
 * @param tokenRefusals             responses that say that the request's platform token was refused; no business failures
 * @param failed                    requests that failed by transport, status or check, or for their platform token
 * @param responseTimeP50Micros     median response time
 * @param responseTimeP95Micros     its 95th percentile
 * @param responseTimeP99Micros     its 99th percentile
 * @param responseTimeMaxMicros     the longest response time
 * @param serviceTimeP50Micros      median service time
 * @param serviceTimeP95Micros      its 95th percentile
 * @param serviceTimeP99Micros      its 99th percentile
 * @param serviceTimeMaxMicros      the longest service time
 * @param correctedResponseTime     closed loads: the response time without coordinated omission; empty for open loads, and
 *                                  in provisional verdicts
 * @param cryptography              what generators spent on the cryptography of its messages, outside of service time; none in
 *                                  figures of a rung
 */
public record StepTotals(
        String step,
        long intended,
        long completed,
        long inFlight,
        Map<String, Long> notSent,
        Map<String, Long> outcomes,
        long businessFailures,
        long tokenRefusals,
        long failed,
        long responseTimeP50Micros,
        long responseTimeP95Micros,
        long responseTimeP99Micros,
        long responseTimeMaxMicros,
        long serviceTimeP50Micros,
        long serviceTimeP95Micros,
        long serviceTimeP99Micros,
        long serviceTimeMaxMicros,
        Optional<CorrectedTime> correctedResponseTime,
        CryptographyTime cryptography) {

    public StepTotals {
        notSent = Map.copyOf(notSent);
        outcomes = Map.copyOf(outcomes);
    }

    /** Of an open load, no token of which was refused. */
    public StepTotals(
            String step,
            long intended,
            long completed,
            long inFlight,
            Map<String, Long> notSent,
            Map<String, Long> outcomes,
            long businessFailures,
            long failed,
            long responseTimeP50Micros,
            long responseTimeP95Micros,
            long responseTimeP99Micros,
            long responseTimeMaxMicros,
            long serviceTimeP50Micros,
            long serviceTimeP95Micros,
            long serviceTimeP99Micros,
            long serviceTimeMaxMicros) {
        this(
                step,
                intended,
                completed,
                inFlight,
                notSent,
                outcomes,
                businessFailures,
                0,
                failed,
                responseTimeP50Micros,
                responseTimeP95Micros,
                responseTimeP99Micros,
                responseTimeMaxMicros,
                serviceTimeP50Micros,
                serviceTimeP95Micros,
                serviceTimeP99Micros,
                serviceTimeMaxMicros,
                Optional.empty(),
                CryptographyTime.NONE);
    }
}
