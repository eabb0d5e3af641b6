package io.breakwater.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.token.settings.TokenServiceSettings;
import io.breakwater.token.settings.TokenServiceSettings.BindingSettings;
import io.breakwater.token.settings.TokenServiceSettings.HttpCallSettings;
import io.breakwater.token.settings.TokenServiceSettings.RefusalSettings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** What {@code docs/platform-tokens.md} says of settings and answers is so. */
class PlatformTokensDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "platform-tokens.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(DOCUMENT)).results().map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theServiceTakesEveryExample(String example) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "key", Map.of("breakwater.token.key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")));
        new YamlPropertySourceLoader()
                .load("example", new ByteArrayResource(example.getBytes(StandardCharsets.UTF_8)))
                .forEach(environment.getPropertySources()::addFirst);
        try (TokenService service = TokenService.open(
                environment,
                name -> name.startsWith("BREAKWATER_SECRET_") ? "secret" : null,
                Clock.systemUTC(),
                new SplittableRandom(1))) {
            assertThat(service.bindings()).isNotNull();
        }
    }

    @Test
    void everyKeyIsExplained() throws IOException {
        String text = Files.readString(DOCUMENT);
        assertThat(keys("", TokenServiceSettings.class))
                .allSatisfy(key -> assertThat(text).contains("`" + key + "`"));
        assertThat(keys("", BindingSettings.class).filter(key -> !key.equals("http-call")))
                .allSatisfy(key -> assertThat(text).contains("| `" + key + "` |"));
        assertThat(keys("http-call.", HttpCallSettings.class).filter(key -> !key.equals("http-call.refusal")))
                .allSatisfy(key -> assertThat(text).contains("| `" + key + "` |"));
        assertThat(keys("http-call.refusal.", RefusalSettings.class))
                .allSatisfy(key -> assertThat(text).contains("| `" + key + "` |"));
    }

    private static Stream<String> keys(String prefix, Class<? extends Record> settings) {
        return Stream.of(settings.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> prefix + name.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
    }
}
