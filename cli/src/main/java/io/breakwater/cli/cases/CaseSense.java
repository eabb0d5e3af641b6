package io.breakwater.cli.cases;

import io.breakwater.events.cases.CaseDescription;
import io.breakwater.events.cases.CaseDescription.Coordinates;
import io.breakwater.events.cases.CaseDescription.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a case says that its description does not allow.
 *
 * @param oddities in words, the same words for the same thing; empty for a normal case
 */
record CaseSense(List<String> oddities) {

    CaseSense {
        oddities = List.copyOf(oddities);
    }

    boolean isNormal() {
        return oddities.isEmpty();
    }

    static CaseSense of(CaseDescription description, CaseQuery query) {
        List<String> oddities = new ArrayList<>();
        if (query.type() != description.type()) {
            oddities.add("another type");
        }
        for (Slot slot : description.slots()) {
            String value = query.slots().get(slot.key());
            if (value == null && !slot.optional()) {
                oddities.add("slot " + slot.key() + " missing");
            } else if (value != null && !slot.values().allow(value)) {
                oddities.add("slot " + slot.key() + " outside of what it may hold");
            }
        }
        for (Map.Entry<String, String> slot : query.slots().entrySet()) {
            if (description.slots().stream().noneMatch(known -> known.key().equals(slot.getKey()))) {
                oddities.add("unknown slot");
            }
        }
        if (query.location().isPresent()
                && isNowhere(description, query.location().get())) {
            oddities.add("a place outside of where users are");
        }
        return new CaseSense(oddities);
    }

    private static boolean isNowhere(CaseDescription description, CaseQuery.Location location) {
        return description.coordinates().map(where -> !isIn(where, location)).orElse(true);
    }

    private static boolean isIn(Coordinates where, CaseQuery.Location location) {
        double longitude = Double.parseDouble(location.longitude());
        double latitude = Double.parseDouble(location.latitude());
        return longitude >= where.longitude().from().doubleValue()
                && longitude <= where.longitude().to().doubleValue()
                && latitude >= where.latitude().from().doubleValue()
                && latitude <= where.latitude().to().doubleValue();
    }
}
