package io.breakwater.scenario.run;

import io.breakwater.events.codec.UnreadableEventException;
import java.util.ArrayList;
import java.util.List;

/**
 * What reading a request to stop gave.
 *
 * @param by      who wants it; empty when there are reasons
 * @param reason  why; empty when there are reasons
 * @param reasons everything that is wrong with the request
 */
record StopReading(String by, String reason, List<String> reasons) {

    static StopReading of(byte[] bytes) {
        List<String> reasons = new ArrayList<>();
        try {
            Members members = Members.of(bytes);
            String by = members.text("by", reasons).orElse("");
            String reason = members.text("reason", reasons).orElse("");
            return new StopReading(by, reason, reasons);
        } catch (UnreadableEventException e) {
            return new StopReading("", "", List.of("request: not a JSON object: " + e.getMessage()));
        }
    }
}
