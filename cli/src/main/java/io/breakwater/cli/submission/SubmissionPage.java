package io.breakwater.cli.submission;

import java.util.List;

/** A submission as one HTML page without anything from elsewhere: Chinese first, English below. Used once. */
final class SubmissionPage {

    private static final int CASES_SHOWN = 5;

    private static final String STYLE = """
            :root { color-scheme: light; --ink: #1c2733; --soft: #5b6b7b; --line: #d9e0e7; --good: #11734b; --bad: #b3261e; }
            * { box-sizing: border-box; }
            body { margin: 0; background: #f3f5f8; color: var(--ink);
              font: 16px/1.6 system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
            main { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
            article { background: #fff; border: 1px solid var(--line); border-radius: 8px; padding: 1.5rem 2rem 2rem;
              margin-bottom: 1.5rem; }
            h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
            h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
            .of { color: var(--soft); margin: 0; font-size: .875rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border: 1px solid var(--line); padding: .5rem .75rem; text-align: left; }
            th { background: #f7f9fb; font-weight: 600; }
            td.share { text-align: center; font-variant-numeric: tabular-nums; font-weight: 600; color: var(--bad); }
            td.share.held { color: var(--good); }
            th:nth-child(2) { text-align: center; }
            td.expected, th:nth-child(3) { text-align: right; font-variant-numeric: tabular-nums; }
            .remark { border-left: 4px solid var(--bad); background: #fdf3f2; padding: .5rem .75rem; }
            pre { background: #f7f9fb; border: 1px solid var(--line); border-radius: 6px; padding: .75rem; overflow-x: auto;
              font: 13px/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: pre-wrap; word-break: break-all; }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0; }
            dt { color: var(--soft); }
            dd { margin: 0; }
            @media (max-width: 36rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
              article { padding: 1rem; } }
            @media print { body { background: #fff; } main { margin: 0; max-width: none; } article { border: 0;
              break-after: page; } }
            """;

    private final WidgetSubmission submission;
    private final StringBuilder page = new StringBuilder();

    SubmissionPage(WidgetSubmission submission) {
        this.submission = submission;
    }

    String html() {
        page.append("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(SubmissionText.ZH.title + " · " + submission.scenario()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n");
        for (SubmissionText text : SubmissionText.values()) {
            article(text);
        }
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private void article(SubmissionText text) {
        page.append("<article lang=\"").append(text.htmlLanguage).append("\">\n");
        element("h1", text.title);
        page.append("<p class=\"of\">")
                .append(escaped(submission.scenario() + " · " + submission.runId() + " · " + submission.outcome()))
                .append("</p>\n");
        element("h2", "1. " + text.cases);
        page.append("<p>")
                .append(escaped(submission.casesLine(text)))
                .append(" · <a href=\"")
                .append(WidgetSubmission.CASES_FILE)
                .append("\">")
                .append(WidgetSubmission.CASES_FILE)
                .append("</a></p>\n");
        List<String> shown = submission.cases().stream().limit(CASES_SHOWN).toList();
        element(
                "pre",
                String.join("\n", shown) + (shown.size() < submission.cases().size() ? "\n…" : ""));
        element("h2", "2. " + text.result);
        table(submission.table(text));
        element("h2", "3. " + text.timeAndServers);
        page.append("<dl>\n");
        pair(text.selfTest, submission.selfTest());
        pair(text.window, text.listed(submission.windows()));
        pair(text.servers, text.listed(submission.servers()));
        page.append("</dl>\n</article>\n");
    }

    private void table(ResultTable table) {
        table.remarks()
                .forEach(remark -> page.append("<p class=\"remark\">")
                        .append(escaped(remark))
                        .append("</p>\n"));
        page.append("<table>\n<thead><tr>");
        table.columns()
                .forEach(column -> page.append("<th>").append(escaped(column)).append("</th>"));
        page.append("</tr></thead>\n<tbody>\n");
        for (ResultTable.Row row : table.rows()) {
            page.append("<tr><td>")
                    .append(escaped(row.checkPoint()))
                    .append("</td><td class=\"share")
                    .append(row.held() ? " held" : "")
                    .append("\">")
                    .append(escaped(row.measuredShare()))
                    .append("</td><td class=\"expected\">")
                    .append(escaped(row.expected()))
                    .append("</td></tr>\n");
        }
        page.append("</tbody>\n</table>\n");
    }

    private void pair(String term, String text) {
        element("dt", term);
        element("dd", text);
    }

    private void element(String name, String text) {
        page.append('<')
                .append(name)
                .append('>')
                .append(escaped(text))
                .append("</")
                .append(name)
                .append(">\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
