package io.breakwater.cli.cases;

import io.breakwater.events.template.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One case: the plain {@code Query} of a widget message.
 *
 * @param type     its type
 * @param slots    the values by key, in order
 * @param location longitude and latitude as they are written; empty where the user allows no location
 */
record CaseQuery(int type, Map<String, String> slots, Optional<Location> location) {

    /**
     * Where the user is, in degrees.
     *
     * @param longitude a JSON number
     * @param latitude  a JSON number
     */
    record Location(String longitude, String latitude) {}

    CaseQuery {
        slots = new LinkedHashMap<>(slots);
    }

    CaseQuery with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(slots);
        changed.put(key, value);
        return new CaseQuery(type, changed, location);
    }

    CaseQuery without(String key) {
        Map<String, String> changed = new LinkedHashMap<>(slots);
        changed.remove(key);
        return new CaseQuery(type, changed, location);
    }

    /** What a cache would know it by. */
    String identity() {
        return type + " " + slots;
    }

    /** As the platform's example writes it. */
    String line() {
        StringBuilder line = new StringBuilder("{\"type\": ").append(type).append(", \"slot_list\": [");
        String separator = "";
        for (Map.Entry<String, String> slot : slots.entrySet()) {
            line.append(separator)
                    .append("{\"key\": ")
                    .append(JsonText.quote(slot.getKey()))
                    .append(", \"value\": ")
                    .append(JsonText.quote(slot.getValue()))
                    .append('}');
            separator = ", ";
        }
        line.append(']');
        location.ifPresent(place -> line.append(", \"longitude\": ")
                .append(place.longitude())
                .append(", \"latitude\": ")
                .append(place.latitude()));
        return line.append('}').toString();
    }
}
