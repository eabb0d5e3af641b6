package io.breakwater.events.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.run.RunRequest;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/run-requests.md} tells other services is so. */
class RunRequestsDocTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final RunRequest EXAMPLE =
            new RunRequest("release-42", "demo", "release-train", true, "express-widget");

    @Test
    void theExampleIsARequest() throws Exception {
        assertThat(decode(block("json", 0), RunRequest.class)).isEqualTo(EXAMPLE);
    }

    @Test
    void thePastedLineIsAKeyAndARequest() throws Exception {
        String[] keyAndValue = block("text", 0).strip().split("\\|", 2);

        assertThat(keyAndValue[0]).isEqualTo(EXAMPLE.organisation());
        assertThat(decode(keyAndValue[1], RunRequest.class)).isEqualTo(EXAMPLE);
    }

    @Test
    void theAnswerIsAStatus() throws Exception {
        RunStatusChanged answer = decode(block("json", 1), RunStatusChanged.class);

        assertThat(answer.status()).isEqualTo(RunStatus.ACCEPTED);
        assertThat(answer.runId()).isEqualTo(Optional.of("r-1"));
        assertThat(answer.idempotencyKey()).isEqualTo(EXAMPLE.idempotencyKey());
    }

    @Test
    void everyStatusIsExplainedAndMarkedWhenLast() throws Exception {
        List<String> rows = Files.readString(DOCS.resolve("run-requests.md"))
                .lines()
                .filter(line -> line.matches("\\| `[A-Z_]+` \\|.*"))
                .toList();

        assertThat(rows.stream().map(row -> row.split("`", -1)[1]))
                .containsExactly(
                        Arrays.stream(RunStatus.values()).map(RunStatus::name).toArray(String[]::new));
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.endsWith("| yes |"))
                        .as(row)
                        .isEqualTo(RunStatus.valueOf(row.split("`", -1)[1]).isLast()));
    }

    @Test
    void theSchemaNamesTheComponentsOfTheRecord() throws Exception {
        Map<?, ?> schema = EventCodec.decode(Files.readAllBytes(DOCS.resolve("run-request.schema.json")), Map.class);
        List<String> components = Stream.of(RunRequest.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();

        assertThat(schema.get("required")).isEqualTo(components);
        Map<?, ?> properties =
                (Map<?, ?>) Optional.ofNullable(schema.get("properties")).orElseThrow();
        assertThat(properties.keySet().stream().map(String::valueOf)).containsExactlyElementsOf(components);
        Object example = ((List<?>) Optional.ofNullable(schema.get("examples")).orElseThrow()).get(0);
        assertThat(EventCodec.decode(EventCodec.encode(example), RunRequest.class))
                .isEqualTo(EXAMPLE);
    }

    private static <T> T decode(String json, Class<T> type) throws Exception {
        return EventCodec.decode(json.getBytes(UTF_8), type);
    }

    private static String block(String kind, int index) throws Exception {
        return Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS.resolve("run-requests.md")))
                .results()
                .skip(index)
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
