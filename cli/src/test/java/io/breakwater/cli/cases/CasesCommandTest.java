package io.breakwater.cli.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.CommandLines;
import io.breakwater.cli.terminal.CapturedTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code breakwater cases}. */
class CasesCommandTest {

    private static final String STOCKS = """
            cases: stock-query
            type: 1
            slots:
              - { slot: stock_code, pattern: "[0-9]{5}" }
              - { slot: stock_market, values: [hk, sh, sz] }
              - { slot: count, range: [1, 100], optional: true }
            coordinates: { longitude: [73.5, 135], latitude: [18, 53.5] }
            """;

    @TempDir
    private Path folder = Path.of("");

    private final CapturedTerminal terminal = new CapturedTerminal(false);

    private int execute(String... arguments) {
        return CommandLines.execute(terminal, arguments);
    }

    private Path written(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> made(String description) throws Exception {
        Path out = folder.resolve("cases.jsonl");
        assertThat(execute("cases", written("d.yaml", description).toString(), "--out", out.toString()))
                .as(terminal.err())
                .isZero();
        return Files.readAllLines(out);
    }

    @Test
    void makesAsManyAsThePlatformTakesAllDistinctWithATenthAbnormal() throws Exception {
        List<String> cases = made(STOCKS);

        assertThat(cases).hasSize(3_000).doesNotHaveDuplicates();
        assertThat(cases.get(0)).startsWith("{\"type\": 1, \"slot_list\": [{\"key\": \"stock_code\", \"value\": \"");
        assertThat(terminal.out())
                .startsWith(folder.resolve("cases.jsonl") + ": 3,000 cases, 3,000 distinct, 300 abnormal")
                .contains("  360,000 requests: each case is sent 120 times")
                .contains("with slot stock_market outside of what it may hold")
                .contains("with slot stock_code missing")
                .contains("with unknown slot")
                .contains("with another type")
                .contains("with a place outside of where users are")
                .doesNotContain("warning");
    }

    @Test
    void makesCasesOfTheDescriptionThatTheDocumentationShows() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "search-widget.md"));
        int from = page.indexOf("```yaml\n") + "```yaml\n".length();

        assertThat(made(page.substring(from, page.indexOf("```", from)))).hasSize(3_000);
        assertThat(terminal.out().lines().map(line -> line.replaceFirst("^.*cases\\.jsonl", "widget-cases.jsonl")))
                .contains(
                        "widget-cases.jsonl: 3,000 cases, 3,000 distinct, 300 abnormal",
                        "  22 with a place outside of where users are",
                        "  360,000 requests: each case is sent 120 times");
    }

    @Test
    void makesTheSameCasesAgainAndOthersForAnotherSeed() throws Exception {
        assertThat(made(STOCKS)).isEqualTo(made(STOCKS)).isNotEqualTo(made(STOCKS + "seed: 2\n"));
    }

    @Test
    void makesNoMoreThanThereAreDifferentOnes() throws Exception {
        List<String> cases = made("""
                cases: metro
                type: 7
                abnormal: 0%
                slots:
                  - { slot: line, values: [L1, L2, L3, L4, L5, L6, L7, L8] }
                  - { slot: stop, range: [1, 40] }
                """);

        assertThat(cases).hasSize(8 * 40).doesNotHaveDuplicates();
        List<String> lines = new ArrayList<>();
        cases.forEach(line -> lines.add(line.replaceAll(".*\"line\", \"value\": \"(L[0-9]).*", "$1")));
        for (int i = 1; i < lines.size(); i++) {
            assertThat(lines.get(i)).as("neighbours").isNotEqualTo(lines.get(i - 1));
        }
        assertThat(new HashSet<>(lines)).hasSize(8);
        assertThat(terminal.out()).contains("320 cases (wanted: 3000), as the slots allow no more different ones");
    }

    @Test
    void makesACaseOnceToWhichSeveralWaysOfAPatternLead() throws Exception {
        List<String> cases = made("""
                cases: letters
                type: 7
                abnormal: 0%
                slots:
                  - { slot: letters, pattern: "[ab]?[ab]?" }
                """);

        assertThat(cases.stream().map(line -> line.replaceAll(".*\"value\": \"([ab]*)\".*", "$1")))
                .containsExactlyInAnyOrder("", "a", "b", "aa", "ab", "ba", "bb");
        assertThat(terminal.out()).contains("7 cases, 7 distinct, 0 abnormal", "7 cases (wanted: 3000)");
    }

    @Test
    void tellsAllThatIsWrongWithADescriptionWithLineAndColumn() throws Exception {
        Path description = written("d.yaml", """
                cases: Stock
                type: one
                count: 3001
                abnormal: 95%
                slots:
                  - { slot: a, pattern: "(a|b)" }
                  - { slot: a, values: [x, x], range: [1, 2] }
                  - { slot: b, range: [5, 1] }
                  - { slot: c, vaules: [x] }
                """);

        assertThat(execute(
                        "cases",
                        description.toString(),
                        "--out",
                        folder.resolve("o").toString()))
                .isEqualTo(2);
        assertThat(terminal.err().lines().map(line -> line.replaceFirst("^.*d\\.yaml:", "")))
                .anyMatch(line -> line.startsWith("1:8: cases: Stock"))
                .anyMatch(line -> line.startsWith("2:7: type: one"))
                .anyMatch(line -> line.startsWith("3:8: count: 3001"))
                .anyMatch(line -> line.startsWith("4:11: abnormal: 95%"))
                .anyMatch(line -> line.startsWith("6:25: pattern: (a|b)"))
                .anyMatch(line -> line.startsWith("7:13: slot: a twice"))
                .anyMatch(line -> line.contains("range, values: together") || line.contains("values, range: together"))
                .anyMatch(line -> line.startsWith("8:23: range: a list"))
                .anyMatch(line -> line.contains("did you mean values?"));
    }

    @Test
    void checksAFileAndTellsWhatStandsInWhichLine() throws Exception {
        Path file = written("c.jsonl", """
                {"type": 1, "slot_list": [{"key": "stock_code", "value": "00700"}, {"key": "stock_market", "value": "hk"}]}
                {"type":1,"slot_list":[{"key":"stock_code","value":"00700"},{"key":"stock_market","value":"hk"}]}
                {"type": 1, "slot_list": [{"key": "stock_code", "value": "00700"}, {"key": "colour", "value": "hk"}]}
                """);

        assertThat(execute(
                        "cases",
                        "--check",
                        file.toString(),
                        "--description",
                        written("d.yaml", STOCKS).toString(),
                        "--rate",
                        "2/s",
                        "--for",
                        "10s"))
                .isZero();
        assertThat(terminal.out().lines().map(line -> line.replace(file.toString(), "c.jsonl")))
                .containsExactly(
                        "c.jsonl: 3 cases, 2 distinct, 1 abnormal",
                        "  1 with slot stock_market missing",
                        "  1 with unknown slot",
                        "  20 requests: each case is sent 6 to 14 times",
                        "warning: c.jsonl:2: the case of line 1 again",
                        "warning: c.jsonl: neighbours that are the same: 1 (expected: 0, as the second only meets a cache)");
    }

    @Test
    void refusesFilesThatThePlatformWouldNotTake() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 2_996; i++) {
            many.append("{\"type\":1,\"slot_list\":[{\"key\":\"a\",\"value\":\"")
                    .append(i)
                    .append("\"}]}\n");
        }
        many.append(
                "no json\n[1]\n{\"type\":\"1\",\"slot_list\":[]}\n{\"type\":1}\n{\"type\":1,\"slot_list\":[{\"key\":\"a\",\"value\":1}]}\n");

        assertThat(execute(
                        "cases", "--check", written("c.jsonl", many.toString()).toString()))
                .isEqualTo(2);
        assertThat(terminal.err().lines().map(line -> line.replaceFirst("^.*c\\.jsonl", "c.jsonl")))
                .containsExactly(
                        "c.jsonl:2997: no JSON object (expected: a JSON object in each line)",
                        "c.jsonl:2998: no JSON object (expected: a JSON object in each line)",
                        "c.jsonl:2999: type: 1 (expected: a whole number)",
                        "c.jsonl:3000: slot_list: missing (expected: a list of slots)",
                        "c.jsonl:3001: slot: {key=a, value=1} (expected: {\"key\": \"…\", \"value\": \"…\"}, both texts)",
                        "c.jsonl: 3001 cases (expected: at most 3000, as many as the platform takes)");
    }

    @Test
    void tellsMachinesTheSame() throws Exception {
        Path file = written("c.jsonl", "{\"type\":1,\"slot_list\":[]}\nx\n");

        assertThat(execute("cases", "--check", file.toString(), "--json")).isEqualTo(2);
        assertThat(terminal.out()).contains("\"cases\":2", "\"distinct\":1", "\"requests\":360000", "\"errors\":[\"");
    }

    @Test
    void wantsAFileToMakeOrOneToCheck() {
        assertThat(execute("cases")).isEqualTo(2);
        assertThat(execute("cases", "--check", "x", "--rate", "fast")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("arguments: (expected: DESCRIPTION --out FILE")
                .contains("--rate: fast (expected: such as 200/s)");
    }
}
