package io.breakwater.events.sample;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One exchange kept whole, to be looked at. Secrets are masked before it is written: token values, and headers and cookies
 * that carry log-ons.
 *
 * <p>Version 1: first version.
 *
 * @param runId          the run
 * @param generatorId    the generator
 * @param session        the session
 * @param step           the step
 * @param stage          when in the run it happened
 * @param intendedStart  when the schedule said to send
 * @param scheduleLagMicros actual minus intended start
 * @param serviceTimeMicros last byte received, or the failure, minus actual start
 * @param outcome        what the transport and the status say
 * @param business       what the checks say
 * @param failures       each check, extraction or transport fault that failed, in words
 * @param why            why it was kept
 * @param sent           the request
 * @param redirects      where the target sent it on, each as {@code 302 GET https://shop.example/next}
 * @param received       the response; empty when none came
 * @param waterfall      where the time went
 * @param used           values that were put into the request, by reference
 * @param extracted      values that were taken from the response, by name
 * @param traceparent    the W3C trace context that was sent along; empty when none was
 */
public record RequestSample(
        String runId,
        String generatorId,
        String session,
        String step,
        Stage stage,
        Instant intendedStart,
        long scheduleLagMicros,
        long serviceTimeMicros,
        RequestOutcome outcome,
        BusinessOutcome business,
        List<String> failures,
        Why why,
        Sent sent,
        List<String> redirects,
        Optional<Received> received,
        Waterfall waterfall,
        Map<String, String> used,
        Map<String, String> extracted,
        String traceparent) {

    /** When in a run an exchange happened. */
    public enum Stage {
        BEFORE,
        LOAD,
        AFTER,
        /** No run: somebody is trying a scenario out. */
        DEBUG
    }

    /** Why an exchange was kept. */
    public enum Why {
        /** It fell into the share that is kept. */
        SHARE,
        /** It failed in a way that had not been seen so often. */
        FAILURE,
        /** All are kept: before, after, or in debugging. */
        ALL
    }

    /**
     * A request as it was written.
     *
     * @param method  its method; {@code MESSAGE} and the like for a WebSocket
     * @param url     its whole URL
     * @param headers one {@code Name: value} each
     * @param body    as text, bytes that are none replaced
     * @param cut     whether the body was longer
     * @param plain   what the body says before it was encrypted; empty where nothing is
     */
    public record Sent(String method, String url, List<String> headers, String body, boolean cut, String plain) {
        public Sent {
            headers = List.copyOf(headers);
        }

        /** A request that is not encrypted. */
        public Sent(String method, String url, List<String> headers, String body, boolean cut) {
            this(method, url, headers, body, cut, "");
        }
    }

    /**
     * A response as it was read.
     *
     * @param status  its status; 0 for a WebSocket message
     * @param headers one {@code Name: value} each
     * @param body    as text, unpacked, bytes that are none replaced
     * @param cut     whether the body was longer
     * @param plain   what the body says once it is decrypted; empty where it is not encrypted or cannot be decrypted
     */
    public record Received(int status, List<String> headers, String body, boolean cut, String plain) {
        public Received {
            headers = List.copyOf(headers);
        }

        /** A response that is not encrypted. */
        public Received(int status, List<String> headers, String body, boolean cut) {
            this(status, headers, body, cut, "");
        }
    }

    /**
     * Where the time of a request went, in the order in which it passed. Phases that did not happen are 0.
     *
     * @param lookUpMicros    the host's name was looked up
     * @param connectMicros   the connection was opened
     * @param tlsMicros       the TLS handshake
     * @param sendMicros      the request was written; 0 for one that was kept only because it failed, and for a handshake
     * @param firstByteMicros from its last byte to the response's first one, redirects included
     * @param downloadMicros  from the response's first byte to its last one
     */
    public record Waterfall(
            long lookUpMicros,
            long connectMicros,
            long tlsMicros,
            long sendMicros,
            long firstByteMicros,
            long downloadMicros) {}

    public RequestSample {
        failures = List.copyOf(failures);
        redirects = List.copyOf(redirects);
        used = Map.copyOf(used);
        extracted = Map.copyOf(extracted);
    }
}
