package io.breakwater.reporting.index;

import io.breakwater.events.sample.RequestSample;

/**
 * An exchange that was kept whole, with what it is searched by. Of the same record read twice the documents are the same.
 *
 * @param sampleId           its id within the run
 * @param runId              the run
 * @param status             the status of the response; 0 when none came
 * @param responseTimeMicros schedule lag and service time
 * @param sample             the exchange
 */
public record StoredSample(String sampleId, String runId, int status, long responseTimeMicros, RequestSample sample) {

    static StoredSample of(String sampleId, RequestSample sample) {
        return new StoredSample(
                sampleId,
                sample.runId(),
                sample.received().map(RequestSample.Received::status).orElse(0),
                sample.scheduleLagMicros() + sample.serviceTimeMicros(),
                sample);
    }
}
