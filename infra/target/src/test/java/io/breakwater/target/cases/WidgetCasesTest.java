package io.breakwater.target.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WidgetCasesTest {

    @Test
    void writesOneJsonObjectALine(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("widget-cases.jsonl");

        WidgetCases.write(file, WidgetCases.PLATFORM_COUNT, 1);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3_000);
        assertThat(lines)
                .allSatisfy(line -> assertThat(JsonMapper.shared()
                                .readTree(line)
                                .path("slot_list")
                                .isArray())
                        .isTrue());
    }

    @Test
    void repeatsNoWaybillWithinTheNormalCases() {
        List<String> lines = WidgetCases.lines(3_000, 1);

        List<String> waybills = java.util.stream.IntStream.range(0, 3_000)
                .filter(i -> (i + 1) % 10 != 0)
                .mapToObj(i -> slot(JsonMapper.shared().readTree(lines.get(i))))
                .toList();
        assertThat(waybills).hasSize(2_700).doesNotHaveDuplicates();
    }

    private static String slot(JsonNode query) {
        return query.path("slot_list").path(0).path("value").stringValue();
    }

    @Test
    void writesTheSameCasesForTheSameSeedOnly() {
        assertThat(WidgetCases.lines(100, 7)).isEqualTo(WidgetCases.lines(100, 7));
        assertThat(WidgetCases.lines(100, 7)).isNotEqualTo(WidgetCases.lines(100, 8));
    }
}
