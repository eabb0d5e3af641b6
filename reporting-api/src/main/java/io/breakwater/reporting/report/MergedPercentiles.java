package io.breakwater.reporting.report;

/**
 * Percentiles over a range of a run, from merged histograms.
 *
 * @param runId        the run
 * @param windows      how many windows were merged
 * @param complete     whether nothing more can come into any of them
 * @param completed    requests that ended
 * @param failed       those of them that failed
 * @param tokenRefusals those of them that were refused for their platform token
 * @param notSent      arrivals that were never started
 * @param responseTime of all completed requests
 * @param serviceTime  of all completed requests
 * @param scheduleLag  of all completed requests
 * @param connectTime  of the requests that had to open a connection
 * @param tlsTime      TLS handshakes, of the requests that had to make one
 * @param firstByteTime from the actual start to a response's first byte
 */
record MergedPercentiles(
        String runId,
        long windows,
        boolean complete,
        long completed,
        long failed,
        long tokenRefusals,
        long notSent,
        TimeFigures responseTime,
        TimeFigures serviceTime,
        TimeFigures scheduleLag,
        TimeFigures connectTime,
        TimeFigures tlsTime,
        TimeFigures firstByteTime) {}
