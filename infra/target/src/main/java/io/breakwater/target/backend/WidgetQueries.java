package io.breakwater.target.backend;

import io.breakwater.target.http.Answer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The express-parcel widget, type 1: slots {@code waybill} (required) and {@code company} (from the whitelist).
 *
 * <p>As the platform's contract says, every answer is HTTP 200 with an {@code err_code}: 0 ok, −1 no result, −2 bad
 * parameters. Coordinates are there only when the user permitted it.
 */
final class WidgetQueries {

    private static final int TYPE = 1;
    private static final int NO_RESULT = -1;
    private static final int BAD_PARAMETERS = -2;
    private static final int MAX_SHOWN_CHARACTERS = 40;
    private static final List<String> STATES = List.of("accepted", "in transit", "out for delivery", "delivered");

    private record Stop(String place, String text) {}

    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A reply, before it is written. */
    private record Reply(int errCode, Map<String, Object> members) {}

    Answer answer(byte[] body) {
        Reply reply = reply(body);
        return Answer.json(200, reply.members(), reply.errCode());
    }

    /** Returns the members of the reply to a query, {@code err_code} among them. */
    Map<String, Object> members(byte[] body) {
        return reply(body).members();
    }

    private Reply reply(byte[] body) {
        JsonNode query;
        try {
            query = json.readTree(body);
        } catch (JacksonException e) {
            return failed(BAD_PARAMETERS, "bad parameters: body is not JSON: " + e.getOriginalMessage());
        }
        return error(query).orElseGet(() -> parcel(slots(query)));
    }

    private static Optional<Reply> error(JsonNode query) {
        if (!query.isObject()) {
            return bad("query", query, "a JSON object with type and slot_list");
        }
        if (!query.path("type").isInt() || query.path("type").intValue() != TYPE) {
            return bad("type", query.path("type"), String.valueOf(TYPE));
        }
        if (!query.path("slot_list").isArray()) {
            return bad("slot_list", query.path("slot_list"), "an array of {key, value}");
        }
        return slotError(query.path("slot_list"))
                .or(() -> coordinateError(query, "longitude", 180))
                .or(() -> coordinateError(query, "latitude", 90));
    }

    private static Optional<Reply> slotError(JsonNode slotList) {
        Map<String, String> seen = new HashMap<>();
        for (JsonNode slot : slotList) {
            JsonNode key = slot.path("key");
            JsonNode value = slot.path("value");
            if (!key.isString() || !value.isString()) {
                return bad("slot", slot, "a key and a value, both text");
            }
            boolean waybill = key.stringValue().equals("waybill");
            if (!waybill && !key.stringValue().equals("company")) {
                return bad("slot", key, "waybill or company");
            }
            if (seen.put(key.stringValue(), value.stringValue()) != null) {
                return bad("slot", key, "each slot once");
            }
            if (waybill && !ParcelCompany.isWaybill(value.stringValue())) {
                return bad("waybill", value, "a company's two letters and 6 to 12 digits");
            }
            if (!waybill && ParcelCompany.of(value.stringValue()).isEmpty()) {
                return bad("company", value, "one of sf, yt, zt, st, jd");
            }
        }
        return seen.containsKey("waybill") ? Optional.empty() : bad("waybill", slotList, "a slot of that key");
    }

    private static Optional<Reply> coordinateError(JsonNode query, String name, double limit) {
        JsonNode value = query.path(name);
        boolean fits = value.isMissingNode() || (value.isNumber() && Math.abs(value.doubleValue()) <= limit);
        return fits ? Optional.empty() : bad(name, value, "a number from -" + limit + " to " + limit);
    }

    private static Map<String, String> slots(JsonNode query) {
        Map<String, String> slots = new HashMap<>();
        query.path("slot_list")
                .forEach(slot -> slots.put(
                        slot.path("key").stringValue(), slot.path("value").stringValue()));
        return slots;
    }

    private static Reply parcel(Map<String, String> slots) {
        String waybill = slots.getOrDefault("waybill", "");
        String company = waybill.substring(0, 2).toLowerCase(java.util.Locale.ROOT);
        if (!ParcelCompany.isGivenOut(waybill)
                || !slots.getOrDefault("company", company).equals(company)) {
            return failed(NO_RESULT, "no result: waybill " + waybill);
        }
        // From the number alone, so that the same query has the same answer whenever it comes.
        String state = STATES.get(Math.floorMod(waybill.hashCode(), STATES.size()));
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("err_code", 0);
        reply.put("err_msg", "ok");
        reply.put("type", TYPE);
        reply.put("waybill", waybill);
        reply.put("company", company);
        reply.put("state", state);
        reply.put("detail", List.of(new Stop("Hangzhou", "parcel accepted"), new Stop("Shenzhen", "parcel " + state)));
        return new Reply(0, reply);
    }

    private static Optional<Reply> bad(String name, JsonNode value, String expected) {
        String shown = value.isMissingNode() ? "missing" : value.isString() ? value.stringValue() : value.toString();
        if (shown.length() > MAX_SHOWN_CHARACTERS) {
            shown = shown.substring(0, MAX_SHOWN_CHARACTERS) + "…";
        }
        return Optional.of(
                failed(BAD_PARAMETERS, "bad parameters: " + name + ": " + shown + " (expected: " + expected + ")"));
    }

    private static Reply failed(int errCode, String errMsg) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("err_code", errCode);
        reply.put("err_msg", errMsg);
        reply.put("type", TYPE);
        return new Reply(errCode, reply);
    }
}
