package io.breakwater.events.data;

import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/** Looks through a data file for everything that would stop a run that uses it. */
public final class DataFileCheck {

    /** The largest data file: every row in it has an offset that fits an {@code int}. */
    public static final long LARGEST_BYTES = Integer.MAX_VALUE;

    /** A file with a wrong separator is wrong in every line; a person reads the first few. */
    private static final int LISTED = 100;

    private static final int DECODED_AT_ONCE = 8_192;

    private final List<Problem> problems = new ArrayList<>();
    private final DataSet dataSet;
    private final Set<String> used;
    private final ByteBuffer bytes;
    private final IntConsumer starts;
    private int rows;
    private int unlisted;

    private DataFileCheck(DataSet dataSet, Set<String> used, ByteBuffer bytes, IntConsumer starts) {
        this.dataSet = dataSet;
        this.used = used;
        this.bytes = bytes;
        this.starts = starts;
    }

    /**
     * What was found in a data file.
     *
     * @param problems what is wrong, with lines and columns; empty when every row can be used as the scenario does
     * @param rows     how many rows there are
     */
    public record Finding(List<Problem> problems, int rows) {
        public Finding {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Looks through a data file that lies on a disk, without holding it in memory.
     *
     * @param scenario the scenario that uses the file
     * @param dataSet  the name of the data set in the scenario
     * @param file     where its content is
     * @throws IllegalArgumentException when the scenario has no such data set
     * @throws IOException              when it cannot be read, or is larger than {@link #LARGEST_BYTES}
     */
    public static Finding check(Scenario scenario, String dataSet, Path file) throws IOException {
        return check(scenario, dataSet, map(file), start -> {});
    }

    /**
     * Looks through a data file.
     *
     * @param scenario the scenario that uses the file
     * @param dataSet  the name of the data set in the scenario
     * @param bytes    the file's content, from 0 to its limit
     * @param starts   told where each row starts
     * @throws IllegalArgumentException when the scenario has no such data set
     */
    public static Finding check(Scenario scenario, String dataSet, ByteBuffer bytes, IntConsumer starts) {
        DataSet declared = scenario.dataSets().get(dataSet);
        if (declared == null) {
            throw new IllegalArgumentException("data: " + dataSet + " (expected: one of "
                    + String.join(", ", new TreeSet<>(scenario.dataSets().keySet())) + ")");
        }
        DataFileCheck check = new DataFileCheck(declared, usedColumns(scenario, dataSet), bytes, starts);
        return new Finding(check.check(), check.rows);
    }

    /**
     * A file's bytes without a copy of them: they stay where they are, also when the file is deleted under way.
     *
     * @throws IOException when it cannot be read, or is larger than {@link #LARGEST_BYTES}
     */
    public static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > LARGEST_BYTES) {
                throw new IOException(
                        file + ": " + channel.size() + " bytes (expected: at most " + LARGEST_BYTES + ")");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }

    /** The columns of a data set to which the scenario's templates refer. */
    public static Set<String> usedColumns(Scenario scenario, String dataSet) {
        return TemplateUse.columns(scenario, dataSet);
    }

    private List<Problem> check() {
        checkEncoding();
        if (problems.isEmpty()) {
            if (dataSet.format() == DataSet.Format.CSV) {
                checkCsv();
            } else {
                checkJsonLines();
            }
        }
        if (unlisted > 0) {
            Problem end = problems.get(problems.size() - 1);
            problems.add(new Problem(end.line(), end.column(), "problems: " + unlisted + " more, not listed"));
        }
        return List.copyOf(problems);
    }

    private void checkEncoding() {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = bytes.duplicate().position(0);
        CharBuffer out = CharBuffer.allocate(DECODED_AT_ONCE);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        if (result.isError()) {
            int wrong = in.position();
            int line = 1;
            int lineStart = 0;
            for (int at = 0; at < wrong; at++) {
                if (bytes.get(at) == '\n') {
                    line++;
                    lineStart = at + 1;
                }
            }
            report(
                    line,
                    column(lineStart, wrong),
                    String.format("encoding: byte 0x%02X (expected: UTF-8)", bytes.get(wrong)));
        }
    }

    private void checkCsv() {
        RecordCursor cursor = new RecordCursor(bytes, true);
        List<String> columns = dataSet.columns();
        boolean sound = true;
        if (columns.isEmpty() && cursor.advance()) {
            columns = cursor.values();
            sound = checkNames(columns, cursor);
        }
        if (sound && !columns.isEmpty()) {
            checkUsed(columns);
        }
        while (cursor.advance()) {
            rows++;
            starts.accept(cursor.start());
            if (!cursor.fault().isEmpty()) {
                reportAt(cursor, cursor.faultAt(), cursor.fault());
            } else if (sound && cursor.valueCount() != columns.size()) {
                report(
                        cursor.line(),
                        1,
                        "row: " + cursor.valueCount() + " values (expected: " + columns.size() + ", one for each of "
                                + String.join(", ", columns) + ")");
            }
        }
        checkRows(dataSet.columns().isEmpty() ? " after the column names" : "");
    }

    private boolean checkNames(List<String> columns, RecordCursor cursor) {
        int before = problems.size();
        if (!cursor.fault().isEmpty()) {
            reportAt(cursor, cursor.faultAt(), cursor.fault());
        }
        Set<String> seen = new TreeSet<>();
        for (String column : columns) {
            if (column.isBlank()) {
                report(cursor.line(), 1, "column: nothing (expected: a name for each column in the first line)");
            } else if (!seen.add(column)) {
                report(cursor.line(), 1, "column: " + column + " twice (expected: once)");
            }
        }
        return problems.size() == before;
    }

    private void checkUsed(List<String> columns) {
        for (String column : used) {
            if (!columns.contains(column)) {
                report(
                        1,
                        1,
                        "column: " + column + " is used by the scenario and missing (expected: one of "
                                + String.join(", ", columns) + ")");
            }
        }
    }

    private void checkJsonLines() {
        RecordCursor cursor = new RecordCursor(bytes, false);
        ValueSpan span = new ValueSpan();
        Map<String, byte[]> names = new TreeMap<>();
        used.forEach(field -> names.put(field, field.getBytes(StandardCharsets.UTF_8)));
        while (cursor.advance()) {
            rows++;
            starts.accept(cursor.start());
            try {
                span.scanner.at(bytes, cursor.start(), cursor.end()).whole();
                checkFields(cursor, span, names);
            } catch (JsonFault e) {
                reportAt(cursor, e.offset(), "row: not JSON here (expected: " + e.expected() + ")");
            }
        }
        checkRows("");
    }

    private void checkFields(RecordCursor cursor, ValueSpan span, Map<String, byte[]> names) throws JsonFault {
        for (Map.Entry<String, byte[]> name : names.entrySet()) {
            if (!span.scanner.at(bytes, cursor.start(), cursor.end()).find(name.getValue(), span)) {
                report(
                        cursor.line(),
                        1,
                        "row: no field " + name.getKey()
                                + " (expected: a JSON object that has it, for the scenario uses it)");
            }
        }
    }

    private void checkRows(String where) {
        if (rows == 0) {
            report(1, 1, dataSet.file() + ": no row" + where + " (expected: at least one)");
        }
    }

    private void reportAt(RecordCursor cursor, int offset, String message) {
        int line = cursor.line();
        int lineStart = cursor.start();
        for (int at = cursor.start(); at < Math.min(offset, bytes.limit()); at++) {
            if (bytes.get(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
        report(line, column(lineStart, offset), message);
    }

    private void report(int line, int column, String message) {
        if (problems.size() < LISTED) {
            problems.add(new Problem(line, column, message));
        } else {
            unlisted++;
        }
    }

    /** The column from 1 of a byte, in characters: bytes that continue one do not count. */
    private int column(int lineStart, int offset) {
        int column = 1;
        for (int at = lineStart; at < Math.min(offset, bytes.limit()); at++) {
            column += (bytes.get(at) & 0xC0) == 0x80 ? 0 : 1;
        }
        return column;
    }
}
