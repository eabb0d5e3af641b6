package io.breakwater.cli.submission;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the form of WeChat's backend test of a search widget wants: the cases, the result table in Chinese and English, and when
 * and against which servers was tested.
 *
 * @param runId    the run
 * @param scenario the scenario's name
 * @param outcome  the verdict
 * @param startAt  the run's start
 * @param lasted   how long its load lasted
 * @param servers  what it was aimed at
 * @param windows  when the platform may test; empty when that is to be filled in by hand
 * @param cases    the cases, a line each
 * @param distinct how many of them differ
 * @param tables   the result table by language, {@code zh} and {@code en}
 */
public record WidgetSubmission(
        String runId,
        String scenario,
        String outcome,
        Instant startAt,
        Duration lasted,
        List<String> servers,
        List<String> windows,
        List<String> cases,
        int distinct,
        Map<String, ResultTable> tables) {

    /** The platform's own. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    static final String CASES_FILE = "widget-cases.jsonl";

    /** Without it, spreadsheets take the file for the system's own encoding. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public WidgetSubmission {
        servers = List.copyOf(servers);
        windows = List.copyOf(windows);
        cases = List.copyOf(cases);
        tables = Map.copyOf(tables);
    }

    /** Writes all files into a folder, which is made where it is not there, and returns them. */
    public List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        written.add(Files.write(folder.resolve(CASES_FILE), cases, StandardCharsets.UTF_8));
        for (SubmissionText text : SubmissionText.values()) {
            written.add(Files.writeString(folder.resolve("result-" + text.language + ".md"), markdown(text)));
            written.add(Files.writeString(
                    folder.resolve("result-" + text.language + ".csv"),
                    BYTE_ORDER_MARK + table(text).csv()));
        }
        written.add(Files.writeString(folder.resolve("submission.html"), new SubmissionPage(this).html()));
        return written;
    }

    ResultTable table(SubmissionText text) {
        ResultTable table = tables.get(text.language);
        if (table == null) {
            throw new IllegalStateException("table: none in " + text.language + " (expected: one in each language)");
        }
        return table;
    }

    /** When the run was, in the platform's time zone. */
    String selfTest() {
        return TIME.format(startAt.atZone(ZONE)) + " – "
                + TIME.format(startAt.plus(lasted).atZone(ZONE)) + " (UTC+8)";
    }

    String casesLine(SubmissionText text) {
        return String.format(Locale.ROOT, "%,d %s %,d %s", cases.size(), text.casesDistinct, distinct, text.unit)
                .strip();
    }

    private String markdown(SubmissionText text) {
        StringBuilder page = new StringBuilder("# " + text.title + "\n\n## 1. " + text.cases + "\n\n");
        page.append(casesLine(text))
                .append(" (")
                .append(text.file)
                .append(": ")
                .append(CASES_FILE)
                .append(")\n\n");
        page.append("## 2. ").append(text.result).append("\n\n");
        ResultTable table = table(text);
        table.remarks().forEach(remark -> page.append(remark).append("\n\n"));
        row(page, table.columns());
        page.append("| --- | :---: | ---: |\n");
        table.rows().forEach(row -> row(page, row.cells()));
        page.append("\n## 3. ").append(text.timeAndServers).append("\n\n");
        page.append("- ").append(text.selfTest).append(": ").append(selfTest()).append('\n');
        page.append("- ")
                .append(text.window)
                .append(": ")
                .append(text.listed(windows))
                .append('\n');
        page.append("- ")
                .append(text.servers)
                .append(": ")
                .append(text.listed(servers))
                .append('\n');
        return page.toString();
    }

    private static void row(StringBuilder page, List<String> cells) {
        page.append("| ")
                .append(String.join(
                        " | ",
                        cells.stream().map(cell -> cell.replace("|", "\\|")).toList()))
                .append(" |\n");
    }
}
