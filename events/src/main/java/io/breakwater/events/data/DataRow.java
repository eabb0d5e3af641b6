package io.breakwater.events.data;

import java.util.Map;
import java.util.Optional;

/** One row of a data file. Immutable. */
public final class DataRow {

    private final String text;
    private final Map<String, String> values;

    DataRow(String text, Map<String, String> values) {
        this.text = text;
        this.values = values;
    }

    /** The row as it stands in the file, without its line end: what {@code ${DATA}} means. */
    public String text() {
        return text;
    }

    /**
     * One value of it: what {@code ${DATA.column}} means. A CSV value, or a top-level field of a JSON object: a JSON string
     * without quotes and escapes, anything else as it is written. Empty when the row has no such column.
     */
    public Optional<String> value(String column) {
        return Optional.ofNullable(values.get(column));
    }
}
