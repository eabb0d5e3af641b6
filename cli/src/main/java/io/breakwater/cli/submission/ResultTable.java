package io.breakwater.cli.submission;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The platform's result table as reporting-api fills it in.
 *
 * @param columns its three headings
 * @param rows    its rows
 * @param remarks what a reader must know before using the shares; empty for a final PASS or FAIL
 */
public record ResultTable(List<String> columns, List<Row> rows, List<String> remarks) {

    /**
     * One limit beside what was measured.
     *
     * @param checkPoint    the limit in words
     * @param measuredShare the share in percent
     * @param expected      what is demanded
     * @param held          whether the demand was met
     */
    public record Row(String checkPoint, String measuredShare, String expected, boolean held) {

        List<String> cells() {
            return List.of(checkPoint, measuredShare, expected);
        }
    }

    public ResultTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        remarks = List.copyOf(remarks);
    }

    /** As comma-separated values (RFC 4180), each text in quotes; each remark is a last row of one cell. */
    String csv() {
        return Stream.of(
                        Stream.of(columns),
                        rows.stream().map(Row::cells),
                        remarks.stream().map(List::of))
                .flatMap(Function.identity())
                .map(cells -> cells.stream()
                        .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }
}
