package io.breakwater.token.platform.file;

import io.breakwater.events.data.DataRows;
import io.breakwater.events.scenario.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

/** A CSV file (RFC 4180) whose first line names its columns, as it was when it was read. Immutable. */
final class CsvTable {

    /** A hundred thousand users with tokens of 512 characters fit well; a log by mistake does not. */
    private static final long LIMIT_BYTES = 256L << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final DataRows rows;
    private final List<String> columns;

    private CsvTable(Path file, DataRows rows) {
        this.file = file;
        this.rows = rows;
        this.columns = rows.columns().stream()
                .map(name -> name.replace(BYTE_ORDER_MARK, "").strip())
                .toList();
    }

    /**
     * Reads a file.
     *
     * @throws IOException              when it cannot be read
     * @throws IllegalArgumentException when it has no row, or is too long; the message holds nothing of its content
     */
    static CsvTable read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > LIMIT_BYTES) {
            throw new IllegalArgumentException(file + ": " + size + " bytes (expected: at most " + LIMIT_BYTES + ")");
        }
        DataSet columnsFirst = DataSet.of(
                file.toString(), DataSet.Format.CSV, List.of(), DataSet.Pick.SEQUENTIAL, DataSet.WhenUsedUp.REPEAT);
        return new CsvTable(file, DataRows.open(columnsFirst, Files.readAllBytes(file)));
    }

    /** What tells a changed file from the one that was read. */
    record Version(FileTime modifiedAt, long sizeBytes) {

        static Optional<Version> of(Path file) {
            try {
                return Optional.of(new Version(Files.getLastModifiedTime(file), Files.size(file)));
            } catch (IOException e) {
                // Away for now, perhaps just being replaced; what was read serves on.
                return Optional.empty();
            }
        }
    }

    Path file() {
        return file;
    }

    List<String> columns() {
        return columns;
    }

    int size() {
        return rows.size();
    }

    /** A value, without blanks around it; empty when the row is too short. */
    Optional<String> text(int row, String column) {
        int number = columns.indexOf(column);
        return number < 0
                ? Optional.empty()
                : rows.text(row, rows.columns().get(number)).map(String::strip);
    }

    /** The line of a row, for messages, when no value spans lines. */
    static int line(int row) {
        return row + 2;
    }
}
