package io.breakwater.events.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.Problem;
import io.breakwater.events.scenario.file.ScenarioReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DataFileTest {

    private static final Scenario SCENARIO = ScenarioReader.read("""
                    scenario: rows
                    target: http://127.0.0.1:8090
                    data:
                      cases: { file: cases.jsonl }
                      orders: { file: orders.jsonl }
                      buyer: { file: buyers.csv }
                      city: { file: cities.csv, columns: [name, zip] }
                    sessions:
                      - session: only
                        steps:
                          - { step: a, post: "/${buyer.openid}?zip=${city.zip}", json: "${cases}" }
                          - { step: b, post: /b, headers: { X: "${orders.id}" }, json: { o: "${orders.sum}" } }
                    load: { open: [ { hold: 1/s, for: 1s } ] }
                    """).scenario().orElseThrow();

    @Test
    void givesRowsOfAJsonlFileAsTheyStandThere() {
        DataRows rows = rows("cases", "{\"type\": 1}\r\n\n[2, \"中\"]\n3");

        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.columns()).isEmpty();
        assertThat(rows.text(0)).isEqualTo("{\"type\": 1}");
        assertThat(rows.text(1)).isEqualTo("[2, \"中\"]");
        assertThat(rows.text(2)).isEqualTo("3");
        assertThat(rows.text(2, "type")).isEmpty();
        assertThatThrownBy(() -> rows.text(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void givesTopLevelFieldsOfJsonObjects() {
        DataRows rows =
                rows("orders", "{\"id\":\"a\\\"b\\u4e2d\\n\", \"sum\" : 1.50,\"deep\":{\"x\":[1]},\"no\":null}");

        assertThat(rows.text(0, "id")).hasValue("a\"b中\n");
        assertThat(rows.text(0, "sum")).hasValue("1.50");
        assertThat(rows.text(0, "deep")).hasValue("{\"x\":[1]}");
        assertThat(rows.text(0, "no")).hasValue("null");
        assertThat(rows.text(0, "x")).isEmpty();
    }

    @Test
    void takesColumnNamesOfACsvFileFromItsFirstLine() {
        DataRows rows = rows("buyer", "\uFEFFopenid,city\r\no1,\"Bei\"\"jing, \nCN\"\r\n,\r\n");

        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.columns()).containsExactly("openid", "city");
        assertThat(rows.text(0, "openid")).hasValue("o1");
        assertThat(rows.text(0, "city")).hasValue("Bei\"jing, \nCN");
        assertThat(rows.text(1, "openid")).hasValue("");
        assertThat(rows.text(1, "city")).hasValue("");
    }

    @Test
    void takesGivenColumnNamesAndEveryLineAsARow() {
        DataRows rows = rows("city", "Wien,1010\nGraz,8010");

        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.text(0, "name")).hasValue("Wien");
        assertThat(rows.text(1, "zip")).hasValue("8010");
    }

    @Test
    void acceptsGoodFiles() {
        assertThat(problems("cases", "{}\n[1]\n")).isEmpty();
        assertThat(problems("orders", "{\"id\":1,\"sum\":2}")).isEmpty();
        assertThat(problems("buyer", "openid\no1\no2")).isEmpty();
        assertThat(problems("city", "Wien,1010\n\n")).isEmpty();
    }

    @Test
    void namesTheLinesThatAreNotJson() {
        assertThat(problems("cases", "{\"a\":1}\n{\"a\":01}\n\nnope\n{\"中\":x}\n{} {}\n\"\u0001\""))
                .containsExactly(
                        "2:7: row: not JSON here (expected: a comma or a closing brace)",
                        "4:1: row: not JSON here (expected: a JSON value)",
                        "5:6: row: not JSON here (expected: a JSON value)",
                        "6:4: row: not JSON here (expected: the end of the line after one JSON value)",
                        "7:2: row: not JSON here (expected: an escape for a control character)");
    }

    @Test
    void namesTheLinesOfRaggedRowsAndStrayQuotes() {
        assertThat(problems("city", "Wien,1010\nGraz\n\"Lin\nz\",4020\n\"a\"b,1\nc\"d,2\n\"open,3\n"))
                .containsExactly(
                        "2:1: row: 1 values (expected: 2, one for each of name, zip)",
                        "5:4: text after a closing quote (expected: a comma or the end of the line)",
                        "6:2: a quote inside a value without quotes (expected: the whole value in quotes, and \"\" for a quote)",
                        "7:1: a quote that is never closed (expected: a closing quote)");
    }

    @Test
    void namesColumnsThatTheScenarioUsesAndTheFileLacks() {
        assertThat(problems("buyer", "openId,city\no1,x"))
                .containsExactly(
                        "1:1: column: openid is used by the scenario and missing (expected: one of openId, city)");
        assertThat(problems("orders", "{\"id\":1,\"sum\":1}\n{\"id\":2}\n3"))
                .containsExactly(
                        "2:1: row: no field sum (expected: a JSON object that has it, for the scenario uses it)",
                        "3:1: row: no field id (expected: a JSON object that has it, for the scenario uses it)",
                        "3:1: row: no field sum (expected: a JSON object that has it, for the scenario uses it)");
    }

    @Test
    void refusesColumnNamesThatAreMissingOrTwice() {
        assertThat(problems("buyer", "openid,,openid\n1,2,3"))
                .containsExactly(
                        "1:1: column: nothing (expected: a name for each column in the first line)",
                        "1:1: column: openid twice (expected: once)");
    }

    @Test
    void refusesAFileWithoutRows() {
        assertThat(problems("cases", " \n\n")).containsExactly("1:1: cases.jsonl: no row (expected: at least one)");
        assertThat(problems("buyer", "openid\n"))
                .containsExactly("1:1: buyers.csv: no row after the column names (expected: at least one)");
        assertThatThrownBy(() -> rows("cases", "")).hasMessage("cases.jsonl: no row (expected: at least one)");
    }

    @Test
    void namesTheByteThatIsNotUtf8() {
        byte[] bytes = "{}\n\"中x\"".getBytes(UTF_8);
        bytes[7] = (byte) 0xE9;

        assertThat(DataFileCheck.check(SCENARIO, "cases", ByteBuffer.wrap(bytes), start -> {})
                        .problems())
                .containsExactly(new Problem(2, 3, "encoding: byte 0xE9 (expected: UTF-8)"));
    }

    @Test
    void listsTheFirstHundredProblemsAndCountsTheRest() {
        List<String> problems = problems("cases", "x\n".repeat(1_000));

        assertThat(problems).hasSize(101).last().isEqualTo("100:1: problems: 900 more, not listed");
    }

    @Test
    void opensWhateverItAccepts_seed42() {
        Random random = new Random(42);
        String[] pieces = {
            "{\"id\":1,\"sum\":2}", "\n", "\r\n", "\"", ",", "openid", "a", "[", "]", "{", "}", "\\", "1", " ", "中"
        };
        int accepted = 0;
        for (int round = 0; round < 40_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String dataSet = List.of("cases", "orders", "buyer", "city").get(random.nextInt(4));
            if (problems(dataSet, text.toString()).isEmpty()) {
                accepted++;
                DataRows rows = rows(dataSet, text.toString());
                for (int row = 0; row < rows.size(); row++) {
                    for (String column : DataFileCheck.usedColumns(SCENARIO, dataSet)) {
                        assertThat(rows.text(row, column)).as(text.toString()).isPresent();
                    }
                }
            }
        }
        assertThat(accepted).isGreaterThan(500);
    }

    @Test
    void neverThrowsWhateverTheBytes_seed7() {
        Random random = new Random(7);
        byte[] sound =
                "openid,city\n\"o\"\"1\",\"Bei,jing\"\n{\"id\":\"a\\u4e2d\",\"sum\":[1,{}]}\n\uFEFF中\n".getBytes(UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = Arrays.copyOf(sound, random.nextInt(sound.length + 1));
            for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            String dataSet = List.of("cases", "orders", "buyer", "city").get(random.nextInt(4));
            DataFileCheck.Finding finding = DataFileCheck.check(SCENARIO, dataSet, ByteBuffer.wrap(bytes), start -> {});

            assertThat(finding.problems()).allSatisfy(problem -> {
                assertThat(problem.line()).isPositive();
                assertThat(problem.message()).doesNotContain("\n");
            });
        }
    }

    @Test
    void needsLittleMoreMemoryThanTheFileItself() {
        byte[] bytes = new byte[20_000_000];
        Arrays.fill(bytes, (byte) '1');
        for (int i = 9; i < bytes.length; i += 10) {
            bytes[i] = '\n';
        }

        DataRows rows = DataRows.open(declared("cases"), bytes);

        assertThat(rows.size()).isEqualTo(2_000_000);
        assertThat(rows.text(1_999_999)).isEqualTo("111111111");
    }

    private static DataSet declared(String dataSet) {
        return Optional.ofNullable(SCENARIO.dataSets().get(dataSet)).orElseThrow();
    }

    private static DataRows rows(String dataSet, String text) {
        return DataRows.open(declared(dataSet), text.getBytes(UTF_8));
    }

    private static List<String> problems(String dataSet, String text) {
        return DataFileCheck.check(SCENARIO, dataSet, ByteBuffer.wrap(text.getBytes(UTF_8)), start -> {})
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }
}
