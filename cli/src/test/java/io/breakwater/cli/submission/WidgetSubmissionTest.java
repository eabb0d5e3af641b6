package io.breakwater.cli.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is handed in to the platform. */
class WidgetSubmissionTest {

    private static final List<String> CASES = List.of(
            "{\"type\": 1, \"slot_list\": [{\"key\": \"stock_code\", \"value\": \"00700\"}, {\"key\": \"stock_market\", \"value\": \"hk\"}]}",
            "{\"type\": 1, \"slot_list\": [{\"key\": \"stock_code\", \"value\": \"<b>&</b>\"}]}");

    @TempDir
    private Path folder = Path.of("");

    private static WidgetSubmission submission(List<String> remarks) {
        return new WidgetSubmission(
                "r-20261120-1",
                "stock-widget",
                "PASS",
                Instant.parse("2026-11-20T12:00:00.400Z"),
                Duration.ofMinutes(30),
                List.of("http://203.0.113.7:80"),
                List.of(),
                CASES,
                2,
                Map.of(
                        "zh",
                        new ResultTable(
                                List.of("校验点", "耗时比例", "预期结果"),
                                List.of(
                                        new ResultTable.Row("170ms内处理", "98.20%", ">= 95%", true),
                                        new ResultTable.Row("超过 870 ms处理", "1.72%", "<= 1%", false)),
                                remarks),
                        "en",
                        new ResultTable(
                                List.of("Check point", "Measured share", "Expected"),
                                List.of(
                                        new ResultTable.Row("Processed within 170 ms", "98.20%", ">= 95%", true),
                                        new ResultTable.Row("Processed in over 870 ms", "1.72%", "<= 1%", false)),
                                remarks)));
    }

    @Test
    void writesTheCasesAndTheResultInBothLanguages() throws Exception {
        List<Path> written = submission(List.of()).write(folder.resolve("out"));

        assertThat(written)
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "widget-cases.jsonl",
                        "result-zh.md",
                        "result-zh.csv",
                        "result-en.md",
                        "result-en.csv",
                        "submission.html");
        assertThat(Files.readAllLines(written.get(0))).isEqualTo(CASES);
        assertThat(Files.readString(written.get(1))).isEqualTo("""
                        # 后台性能测试

                        ## 1. 自测用例

                        2 条用例，互不相同的 2 条 (文件: widget-cases.jsonl)

                        ## 2. 自测结果

                        | 校验点 | 耗时比例 | 预期结果 |
                        | --- | :---: | ---: |
                        | 170ms内处理 | 98.20% | >= 95% |
                        | 超过 870 ms处理 | 1.72% | <= 1% |

                        ## 3. 压测时间与压测服务器

                        - 自测时间: 2026-11-20 20:00:00 – 2026-11-20 20:30:00 (UTC+8)
                        - 期望的平台压测时间: 待填写
                        - 压测服务器: http://203.0.113.7:80
                        """);
        assertThat(Files.readString(written.get(2)).split("\r\n"))
                .containsExactly(
                        "\uFEFF\"校验点\",\"耗时比例\",\"预期结果\"",
                        "\"170ms内处理\",\"98.20%\",\">= 95%\"",
                        "\"超过 870 ms处理\",\"1.72%\",\"<= 1%\"");
        assertThat(Files.readString(written.get(3))).contains("| Processed within 170 ms | 98.20% | >= 95% |");
    }

    @Test
    void theTableForASpreadsheetEndsWithWhyItsSharesDoNotCount() throws Exception {
        List<Path> written =
                submission(List.of("Inconclusive: \"late\"", "Provisional")).write(folder);

        for (int table : List.of(2, 4)) {
            assertThat(Files.readString(written.get(table)))
                    .endsWith("\"<= 1%\"\r\n\"Inconclusive: \"\"late\"\"\"\r\n\"Provisional\"\r\n");
        }
    }

    @Test
    void thePageShowsBothLanguagesAndTrustsNoText() throws Exception {
        List<Path> written = submission(List.of("Inconclusive: <late>")).write(folder);

        assertThat(Files.readString(written.get(5)))
                .contains("<article lang=\"zh-CN\">", "<article lang=\"en\">", "98.20%", "待填写", "to be filled in")
                .contains("&lt;b&gt;&amp;&lt;/b&gt;", "Inconclusive: &lt;late&gt;")
                .contains("<td class=\"share held\">98.20%</td>", "<td class=\"share\">1.72%</td>")
                .doesNotContain("<b>&", "http-equiv", "<script", "src=");
    }
}
