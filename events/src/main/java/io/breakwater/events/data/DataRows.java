package io.breakwater.events.data;

import io.breakwater.events.scenario.DataSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a data file by number. Holds the file's bytes and four bytes a row; a row is decoded when it is asked for.
 *
 * <p>Opens what {@link DataFileCheck} found good. Safe for use by several threads, for nothing in it changes.
 */
public final class DataRows {

    private final byte[] bytes;
    private final boolean csv;
    private final List<String> columns;
    private final int[] starts;

    private DataRows(byte[] bytes, boolean csv, List<String> columns, int[] starts) {
        this.bytes = bytes;
        this.csv = csv;
        this.columns = columns;
        this.starts = starts;
    }

    /**
     * The rows of a file.
     *
     * @param dataSet what the scenario says of the file
     * @param bytes   its content; kept, and not to be changed afterwards
     * @throws IllegalArgumentException when it has no row
     */
    public static DataRows open(DataSet dataSet, byte[] bytes) {
        boolean csv = dataSet.format() == DataSet.Format.CSV;
        boolean namesFirst = csv && dataSet.columns().isEmpty();
        List<String> columns = List.copyOf(dataSet.columns());
        RecordCursor counting = new RecordCursor(bytes, csv);
        if (namesFirst && counting.advance()) {
            columns = List.copyOf(counting.values());
        }
        int rows = 0;
        while (counting.advance()) {
            rows++;
        }
        if (rows == 0) {
            throw new IllegalArgumentException(dataSet.file() + ": no row (expected: at least one)");
        }
        int[] starts = new int[rows];
        RecordCursor cursor = new RecordCursor(bytes, csv);
        if (namesFirst) {
            cursor.advance();
        }
        for (int row = 0; row < rows; row++) {
            cursor.advance();
            starts[row] = cursor.start();
        }
        return new DataRows(bytes, csv, columns, starts);
    }

    /** How many rows there are; at least one. */
    public int size() {
        return starts.length;
    }

    /** The column names of a CSV file; empty for JSONL. */
    public List<String> columns() {
        return columns;
    }

    /**
     * One row.
     *
     * @param index from 0; the first row after the column names
     * @throws IndexOutOfBoundsException when there is no such row
     */
    public DataRow row(int index) {
        RecordCursor cursor = new RecordCursor(bytes, csv, starts[index]);
        cursor.advance();
        return new DataRow(cursor.text(), csv ? named(cursor.values()) : members(cursor));
    }

    private Map<String, String> named(List<String> values) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < Math.min(columns.size(), values.size()); i++) {
            named.put(columns.get(i), values.get(i));
        }
        return named;
    }

    private Map<String, String> members(RecordCursor cursor) {
        try {
            return new JsonScanner(bytes, cursor.start(), cursor.end()).members();
        } catch (JsonFault e) {
            throw new IllegalArgumentException(
                    "row: " + cursor.text() + " is not JSON (expected: " + e.expected() + ")", e);
        }
    }
}
