package io.breakwater.scenario.run;

import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.run.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What reading a run request gave: the request, or all reasons why it is none. The same for REST and Kafka.
 *
 * @param request        the request; empty exactly when there are reasons
 * @param reasons        everything that is wrong with it
 * @param idempotencyKey what could be read of it, for the answer; else empty
 * @param organisation   what could be read of it; else empty
 * @param requestedBy    what could be read of it; else empty
 * @param scenario       what could be read of it; else empty
 */
public record RunRequestReading(
        Optional<RunRequest> request,
        List<String> reasons,
        String idempotencyKey,
        String organisation,
        String requestedBy,
        String scenario) {

    public RunRequestReading {
        reasons = List.copyOf(reasons);
    }

    /**
     * Reads a request.
     *
     * @param bytes      JSON
     * @param keyIfNone  the idempotency key of a request that has none; empty when it has to have one
     */
    public static RunRequestReading of(byte[] bytes, Optional<String> keyIfNone) {
        Members members;
        try {
            members = Members.of(bytes);
        } catch (UnreadableEventException e) {
            return new RunRequestReading(
                    Optional.empty(), List.of("request: not a JSON object: " + e.getMessage()), "", "", "", "");
        }
        List<String> reasons = new ArrayList<>();
        Optional<String> key = keyIfNone.isPresent() && members.get("idempotencyKey") == null
                ? keyIfNone
                : members.text("idempotencyKey", reasons);
        Optional<String> organisation = members.text("organisation", reasons);
        Optional<String> requestedBy = members.text("requestedBy", reasons);
        Optional<String> scenario = members.text("scenario", reasons);
        Optional<Boolean> permitted = permitted(members, reasons);
        Optional<RunRequest> request = reasons.isEmpty()
                ? Optional.of(new RunRequest(
                        key.orElseThrow(),
                        organisation.orElseThrow(),
                        requestedBy.orElseThrow(),
                        permitted.orElseThrow(),
                        scenario.orElseThrow()))
                : Optional.empty();
        return new RunRequestReading(
                request, reasons, key.orElse(""), organisation.orElse(""), requestedBy.orElse(""), scenario.orElse(""));
    }

    private static Optional<Boolean> permitted(Members members, List<String> reasons) {
        Object value = members.get("permitted");
        if (value instanceof Boolean permitted) {
            return Optional.of(permitted);
        }
        reasons.add("permitted: " + Members.shown(value)
                + " (expected: true, which says that the test is permitted and lawful, or false)");
        return Optional.empty();
    }
}
