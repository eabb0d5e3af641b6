package io.breakwater.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.run.AdjustmentWish.Change;
import io.breakwater.scenario.run.AdjustmentWish.Factor;
import io.breakwater.scenario.run.AdjustmentWish.Level;
import io.breakwater.scenario.run.AdjustmentWish.Unit;
import io.breakwater.scenario.run.RunView.AdjustmentView;
import io.breakwater.scenario.run.RunView.AfterView;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** What {@code docs/rest-api.md} and the OpenAPI description tell of runs is so. */
class RestApiDocTest {

    private static String documentation() throws IOException {
        return Files.readString(Path.of("..", "docs", "rest-api.md"));
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(documentation())
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static List<String> components(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static Map<?, ?> schema(String... path) {
        YamlMapFactoryBean description = new YamlMapFactoryBean();
        description.setResources(new ClassPathResource("openapi.yaml"));
        Map<?, ?> node = Objects.requireNonNull(description.getObject());
        for (String name : path) {
            node = (Map<?, ?>) Objects.requireNonNull(node.get(name), name);
        }
        return node;
    }

    private static void assertDescribes(Class<?> type, String... path) {
        assertThat(schema(path).keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrderElementsOf(components(type));
    }

    @Test
    void theExamplesOfAdjustmentsAreSome() throws IOException {
        List<Change> changes = found("/adjustments \\\\\n +-d '(.*?)'").stream()
                .map(json -> AdjustmentReading.of(json.getBytes(StandardCharsets.UTF_8))
                        .wish()
                        .orElseThrow()
                        .change())
                .toList();
        assertThat(changes).containsExactly(new Level(250, Unit.ITERATIONS_PER_SECOND), new Factor(1.1));
    }

    @Test
    void theExampleOfARecordedAdjustmentHasItsMembers() throws Exception {
        String json = found("```json\n(\\{\"number\".*?)```").get(0);
        Map<?, ?> adjustment = EventCodec.decode(json.getBytes(StandardCharsets.UTF_8), Map.class);
        assertThat(adjustment.keySet().stream().map(String::valueOf))
                .containsExactlyElementsOf(components(AdjustmentView.class));
        assertThat(adjustment.get("change")).isEqualTo(new Level(250, Unit.ITERATIONS_PER_SECOND).words());
    }

    @Test
    void eachSettingIsExplained() throws IOException {
        List<String> keys = components(ScenarioServiceProperties.class).stream()
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
        assertThat(found("\n\\| `([a-z-]+)` \\| [^|\n]*[0-9][^|\n]* \\| ")).containsExactlyElementsOf(keys);
    }

    @Test
    void openApiDescribesARun() {
        assertDescribes(RunView.class, "components", "schemas", "Run", "properties");
        assertDescribes(
                AdjustmentView.class,
                "components",
                "schemas",
                "Run",
                "properties",
                "adjustments",
                "items",
                "properties");
        assertDescribes(AfterView.class, "components", "schemas", "Run", "properties", "after", "properties");
    }
}
