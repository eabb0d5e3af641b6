package io.breakwater.events.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.events.scenario.DataSet;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The rows of a data file by number. Holds the file's bytes, which may be mapped, and four bytes a row, which may be mapped
 * too; a value is looked for when it is asked for.
 *
 * <p>Opens what {@link DataFileCheck} found good. Safe for use by several threads, for nothing in it changes.
 */
public final class DataRows {

    private final ByteBuffer bytes;
    private final IntBuffer starts;
    private final boolean csv;
    private final List<String> columns;

    private DataRows(DataSet dataSet, ByteBuffer bytes, IntBuffer starts) {
        if (starts.limit() == 0) {
            throw new IllegalArgumentException(dataSet.file() + ": no row (expected: at least one)");
        }
        this.bytes = bytes;
        this.starts = starts;
        this.csv = dataSet.format() == DataSet.Format.CSV;
        this.columns = columns(dataSet, bytes);
    }

    /**
     * The rows of a small file, held on the heap.
     *
     * @param dataSet what the scenario says of the file
     * @param bytes   its content; kept, and not to be changed afterwards
     * @throws IllegalArgumentException when it has no row
     */
    public static DataRows open(DataSet dataSet, byte[] bytes) {
        ByteBuffer wrapped = ByteBuffer.wrap(bytes);
        int[] rows = new int[1];
        index(dataSet, wrapped, start -> rows[0]++);
        IntBuffer starts = IntBuffer.allocate(rows[0]);
        index(dataSet, wrapped, starts::put);
        return open(dataSet, wrapped, starts);
    }

    /**
     * The rows of a file.
     *
     * @param dataSet what the scenario says of the file
     * @param bytes   its content, from 0 to its limit
     * @param starts  where each row starts, from 0 to its limit, as {@link DataFileCheck} or {@link #index} tells
     * @throws IllegalArgumentException when it has no row
     */
    public static DataRows open(DataSet dataSet, ByteBuffer bytes, IntBuffer starts) {
        return new DataRows(dataSet, bytes, starts);
    }

    /** Tells where each row starts. */
    private static void index(DataSet dataSet, ByteBuffer bytes, IntConsumer starts) {
        boolean csv = dataSet.format() == DataSet.Format.CSV;
        RecordCursor cursor = new RecordCursor(bytes, csv);
        if (csv && dataSet.columns().isEmpty()) {
            cursor.advance();
        }
        while (cursor.advance()) {
            starts.accept(cursor.start());
        }
    }

    private static List<String> columns(DataSet dataSet, ByteBuffer bytes) {
        boolean namesFirst =
                dataSet.format() == DataSet.Format.CSV && dataSet.columns().isEmpty();
        if (!namesFirst) {
            return dataSet.columns();
        }
        RecordCursor cursor = new RecordCursor(bytes, true);
        return cursor.advance() ? List.copyOf(cursor.values()) : List.of();
    }

    /** How many rows there are; at least one. */
    public int size() {
        return starts.limit();
    }

    /** The column names of a CSV file; empty for JSONL. */
    public List<String> columns() {
        return columns;
    }

    /** The file's bytes, to which spans refer; for reading by offset only. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /**
     * Finds a row as it stands in the file, without its line end: what {@code ${DATA}} means.
     *
     * @param row from 0; the first row after the column names
     * @throws IndexOutOfBoundsException when there is no such row
     */
    public void findRow(int row, ValueSpan into) {
        int start = starts.get(row);
        into.set(
                start,
                csv ? CsvValues.recordEnd(bytes, start) : CsvValues.lineEnd(bytes, start),
                ValueSpan.Form.AS_WRITTEN);
    }

    /** How {@link #find} looks for a column. */
    public Column column(String name) {
        return new Column(columns.indexOf(name), name.getBytes(UTF_8));
    }

    /**
     * A column, made ready for looking up.
     *
     * @param number which value of a CSV record, from 0; below 0 when there is none
     * @param name   the name of a field of a JSON object, in UTF-8
     */
    public record Column(int number, byte[] name) {}

    /**
     * Finds one value of a row: what {@code ${DATA.column}} means. A CSV value, or a top-level field of a JSON object: the
     * inside of a JSON string, anything else as it is written.
     *
     * @param row from 0; the first row after the column names
     * @return false when the row has no such value
     * @throws IndexOutOfBoundsException when there is no such row
     */
    public boolean find(int row, Column column, ValueSpan into) {
        int start = starts.get(row);
        if (csv) {
            return column.number() >= 0 && CsvValues.find(bytes, start, column.number(), into);
        }
        try {
            return into.scanner.at(bytes, start, bytes.limit()).find(column.name(), into);
        } catch (JsonFault e) {
            throw new IllegalArgumentException(
                    "row " + (row + 1) + ": byte " + e.offset() + " is not JSON (expected: " + e.expected() + ")", e);
        }
    }

    /**
     * The text of a whole row; for looking at single rows, for it makes objects.
     *
     * @throws IndexOutOfBoundsException when there is no such row
     */
    public String text(int row) {
        ValueSpan span = new ValueSpan();
        findRow(row, span);
        return raw(span);
    }

    /**
     * The text of one value; for looking at single rows, for it makes objects.
     *
     * @throws IndexOutOfBoundsException when there is no such row
     */
    public Optional<String> text(int row, String column) {
        ValueSpan span = new ValueSpan();
        if (!find(row, column(column), span)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (span.form()) {
                    case AS_WRITTEN -> raw(span);
                    case DOUBLED_QUOTES -> raw(span).replace("\"\"", "\"");
                    case JSON_ESCAPES -> JsonScanner.unescaped(raw(span));
                });
    }

    private String raw(ValueSpan span) {
        byte[] raw = new byte[span.to() - span.from()];
        bytes.get(span.from(), raw);
        return new String(raw, UTF_8);
    }
}
