package io.breakwater.events.data;

import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.scenario.file.Problem;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks through a data file for everything that would stop a run that uses it. */
public final class DataFileCheck {

    /** A file with a wrong separator is wrong in every line; a person reads the first few. */
    private static final int LISTED = 100;

    private static final int DECODED_AT_ONCE = 8_192;

    private final List<Problem> problems = new ArrayList<>();
    private final DataSet dataSet;
    private final Set<String> used;
    private final byte[] bytes;
    private int unlisted;

    private DataFileCheck(DataSet dataSet, Set<String> used, byte[] bytes) {
        this.dataSet = dataSet;
        this.used = used;
        this.bytes = bytes;
    }

    /**
     * All problems of a data file, with its lines and columns; empty when every row can be used as the scenario does.
     *
     * @param scenario the scenario that uses the file
     * @param dataSet  the name of the data set in the scenario
     * @param bytes    the file's content
     * @throws IllegalArgumentException when the scenario has no such data set
     */
    public static List<Problem> check(Scenario scenario, String dataSet, byte[] bytes) {
        DataSet declared = scenario.dataSets().get(dataSet);
        if (declared == null) {
            throw new IllegalArgumentException("data: " + dataSet + " (expected: one of "
                    + String.join(", ", new TreeSet<>(scenario.dataSets().keySet())) + ")");
        }
        return new DataFileCheck(declared, usedColumns(scenario, dataSet), bytes).check();
    }

    /** The columns of a data set to which the scenario's templates refer. */
    public static Set<String> usedColumns(Scenario scenario, String dataSet) {
        Set<String> used = new TreeSet<>();
        for (Step step : scenario.steps()) {
            for (String template : step.templates()) {
                Template.parse(template).expressions().forEach(expression -> {
                    if (expression instanceof Expression.Column column
                            && column.dataSet().equals(dataSet)) {
                        used.add(column.column());
                    }
                });
            }
        }
        return used;
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
        ByteBuffer in = ByteBuffer.wrap(bytes);
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
                if (bytes[at] == '\n') {
                    line++;
                    lineStart = at + 1;
                }
            }
            report(
                    line,
                    column(lineStart, wrong),
                    String.format("encoding: byte 0x%02X (expected: UTF-8)", bytes[wrong]));
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
        int rows = 0;
        while (cursor.advance()) {
            rows++;
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
        checkRows(rows, dataSet.columns().isEmpty() ? " after the column names" : "");
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
        int rows = 0;
        while (cursor.advance()) {
            rows++;
            try {
                new JsonScanner(bytes, cursor.start(), cursor.end()).whole();
                if (!used.isEmpty()) {
                    checkFields(cursor);
                }
            } catch (JsonFault e) {
                reportAt(cursor, e.offset(), "row: not JSON here (expected: " + e.expected() + ")");
            }
        }
        checkRows(rows, "");
    }

    private void checkFields(RecordCursor cursor) throws JsonFault {
        Map<String, String> members = new JsonScanner(bytes, cursor.start(), cursor.end()).members();
        for (String field : used) {
            if (!members.containsKey(field)) {
                report(
                        cursor.line(),
                        1,
                        "row: no field " + field + " (expected: a JSON object that has it, for the scenario uses it)");
            }
        }
    }

    private void checkRows(int rows, String where) {
        if (rows == 0) {
            report(1, 1, dataSet.file() + ": no row" + where + " (expected: at least one)");
        }
    }

    private void reportAt(RecordCursor cursor, int offset, String message) {
        int line = cursor.line();
        int lineStart = cursor.start();
        for (int at = cursor.start(); at < Math.min(offset, bytes.length); at++) {
            if (bytes[at] == '\n') {
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
        for (int at = lineStart; at < Math.min(offset, bytes.length); at++) {
            column += (bytes[at] & 0xC0) == 0x80 ? 0 : 1;
        }
        return column;
    }
}
