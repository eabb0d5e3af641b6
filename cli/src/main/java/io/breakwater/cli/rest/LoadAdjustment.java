package io.breakwater.cli.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A wish to change the load of a run, in the words of scenario-service, which checks it.
 *
 * @param kind    level, factor, pause or resume
 * @param value   what goes with it
 * @param session a session with a load of its own; empty for the common load, or all
 */
public record LoadAdjustment(String kind, Object value, Optional<String> session) {

    /** Hold a level such as {@code 250/s} or {@code 50 users}. */
    public static LoadAdjustment level(String level, Optional<String> session) {
        return new LoadAdjustment("level", level, session);
    }

    /** Multiply by a number, or change by a share such as {@code +10 %}. */
    public static LoadAdjustment factor(String factor, Optional<String> session) {
        try {
            return new LoadAdjustment("factor", Double.valueOf(factor), session);
        } catch (NumberFormatException e) {
            // The service reads shares, and tells what is wrong with anything else.
            return new LoadAdjustment("factor", factor, session);
        }
    }

    /** Begin nothing until it is resumed. */
    public static LoadAdjustment pause(Optional<String> session) {
        return new LoadAdjustment("pause", true, session);
    }

    /** Go on. */
    public static LoadAdjustment resume(Optional<String> session) {
        return new LoadAdjustment("resume", true, session);
    }

    Map<String, Object> request(String by) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("by", by);
        request.put(kind, value);
        session.ifPresent(name -> request.put("session", name));
        return request;
    }
}
