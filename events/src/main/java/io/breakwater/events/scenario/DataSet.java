package io.breakwater.events.scenario;

import java.util.List;

/**
 * A file of rows that iterations draw values from, one row an iteration.
 *
 * @param file       the file's name, relative to the scenario file
 * @param format     how its rows are written
 * @param columns    given column names of a CSV file; empty when its first line names them, and for JSONL
 * @param pick       which row an iteration gets
 * @param whenUsedUp what happens after the last row; only {@link WhenUsedUp#REPEAT} with {@link Pick#RANDOM}
 */
public record DataSet(String file, Format format, List<String> columns, Pick pick, WhenUsedUp whenUsedUp) {

    /** How rows are written. */
    public enum Format {
        /** One JSON value a line; the row itself is the line. */
        JSONL,
        /** RFC 4180, UTF-8, comma. */
        CSV
    }

    /** Which row an iteration gets. */
    public enum Pick {
        /** The row whose number is the arrival's index: the same over any number of generators. */
        SEQUENTIAL,
        /** Any row, evenly, by a generator seeded from the arrival's index. */
        RANDOM
    }

    /** What happens after the last row. */
    public enum WhenUsedUp {
        /** Begin again at the first. */
        REPEAT,
        /** Send no more; what was intended counts as not sent because the data was used up. */
        STOP
    }

    public DataSet {
        columns = List.copyOf(columns);
    }
}
