package io.breakwater.events.run;

/**
 * A wish of a service or a person to run a stored scenario. Documented for outsiders in {@code docs/run-requests.md}.
 *
 * <p>Version 1: first version.
 *
 * @param idempotencyKey chosen by the sender, at most 128 characters; the same key of one organisation starts one run
 * @param organisation   whose run it is
 * @param requestedBy    who asks: a person or a service
 * @param permitted      consent: the test is permitted and lawful; the run is refused unless it is true
 * @param scenario       the name of a stored scenario
 */
public record RunRequest(
        String idempotencyKey, String organisation, String requestedBy, boolean permitted, String scenario) {}
