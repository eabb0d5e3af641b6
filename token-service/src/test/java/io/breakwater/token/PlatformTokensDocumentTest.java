package io.breakwater.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.token.settings.BindingSettings;
import io.breakwater.token.settings.HttpCallSettings;
import io.breakwater.token.settings.HttpCallSettings.RefusalSettings;
import io.breakwater.token.settings.PlatformSettings;
import io.breakwater.token.settings.TokenServiceSettings;
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
import org.jspecify.annotations.Nullable;
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
                environment, PlatformTokensDocumentTest::secret, Clock.systemUTC(), new SplittableRandom(1))) {
            assertThat(service.bindings()).isNotNull();
        }
    }

    private static @Nullable String secret(String variable) {
        if (!variable.startsWith("BREAKWATER_SECRET_")) {
            return null;
        }
        return switch (variable) {
            case "BREAKWATER_SECRET_WIDGET_KEY" -> "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
            case "BREAKWATER_SECRET_WIDGET_TOKEN" -> "pamtest";
            default -> "a-secret-of-a-test";
        };
    }

    @Test
    void everyKeyIsExplained() throws IOException {
        String text = Files.readString(DOCUMENT);
        assertThat(keys("", TokenServiceSettings.class))
                .allSatisfy(key -> assertThat(text).contains("`" + key + "`"));
        assertThat(keys("", TokenServiceSettings.ApiKeySettings.class))
                .allSatisfy(key -> assertThat(text).contains("`api-keys.NAME." + key + "`"));
        for (RecordComponent component : BindingSettings.class.getRecordComponents()) {
            String key = inFiles(component);
            if (component.getType().getEnclosingClass() == PlatformSettings.class) {
                assertThat(keys(key + ".", component.getType().asSubclass(Record.class)))
                        .allSatisfy(inner -> assertThat(text).contains("| `" + inner + "` |"));
            } else if (component.getType() != HttpCallSettings.class) {
                assertThat(text).contains("| `" + key + "` |");
            }
        }
        assertThat(keys("http-call.", HttpCallSettings.class).filter(key -> !key.equals("http-call.refusal")))
                .allSatisfy(key -> assertThat(text).contains("| `" + key + "` |"));
        assertThat(keys("http-call.refusal.", RefusalSettings.class))
                .allSatisfy(key -> assertThat(text).contains("| `" + key + "` |"));
    }

    private static Stream<String> keys(String prefix, Class<? extends Record> settings) {
        return Stream.of(settings.getRecordComponents()).map(component -> prefix + inFiles(component));
    }

    private static String inFiles(RecordComponent component) {
        return component.getName().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
