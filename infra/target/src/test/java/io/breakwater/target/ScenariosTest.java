package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.scenario.AcceptanceProfile;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.ScenarioReader;
import io.breakwater.events.scenario.file.ScenarioReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScenariosTest {

    @Test
    void asksForTheLoadAndTheLimitsOfTheWidgetAcceptance() throws IOException {
        Scenario scenario = read("widget-acceptance");

        assertThat(scenario.load().phases()).singleElement().satisfies(phase -> {
            assertThat(phase.from()).isEqualTo(200);
            assertThat(phase.to()).isEqualTo(200);
            assertThat(phase.lasts()).isEqualTo(Duration.ofMinutes(30));
        });
        assertThat(scenario.objectives()).isEqualTo(AcceptanceProfile.WECHAT_WIDGET_LOCAL.objectives());
        assertThat(scenario.steps()).singleElement().satisfies(step -> {
            assertThat(((Request.Http) step.request()).path()).isEqualTo("/widget");
            assertThat(step.checks()).hasSize(2);
        });
        assertThat(scenario.dataSets().get("cases"))
                .satisfies(cases -> assertThat(cases.file()).isEqualTo("widget-cases.jsonl"));
    }

    @Test
    void sendsTheWidgetsCasesInSecureMode() throws IOException {
        Scenario scenario = read("widget-secure");

        assertThat(scenario.objectives()).isEqualTo(AcceptanceProfile.WECHAT_WIDGET_OFFICIAL.objectives());
        assertThat(scenario.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.request()).isInstanceOf(Request.WidgetMessage.class));
    }

    @Test
    void bringsThePlatformTokenToTheEventPage() throws IOException {
        Scenario scenario = read("event-page");

        assertThat(scenario.tokens().get("wechat"))
                .satisfies(token -> assertThat(token.binding()).isEqualTo("demo-shop"));
        assertThat(scenario.steps()).hasSize(2);
    }

    @Test
    void outlivesThePlatformToken() throws IOException {
        assertThat(read("token-life").lasts()).isGreaterThan(Duration.ofSeconds(3 * 20));
    }

    @Test
    void recordedTokensOutlastTheirTest() throws IOException {
        Scenario scenario = read("recorded-tokens");

        assertThat(scenario.dataSets().get("recorded"))
                .satisfies(
                        recorded -> assertThat(recorded.tokens().orElseThrow().validFor())
                                .hasValueSatisfying(valid -> assertThat(valid).isGreaterThan(scenario.lasts())));
    }

    @Test
    void takesTheTokenFromTheApiToTheEventPage() throws IOException {
        Scenario scenario = read("token-api");

        assertThat(scenario.steps()).hasSize(2);
        assertThat(scenario.steps().get(0).extractions()).containsOnlyKeys("access_token");
        assertThat(scenario.steps().get(1).request().templates())
                .anySatisfy(template -> assertThat(template).contains("${access_token}"));
    }

    private static Scenario read(String name) throws IOException {
        Path file = Path.of("scenarios", name + ".yaml");
        ScenarioReading reading = ScenarioReader.read(Files.readAllBytes(file));
        assertThat(reading.describe(file.toString())).isEmpty();
        Scenario scenario = reading.scenario().orElseThrow();
        assertThat(scenario.name()).isEqualTo(name);
        return scenario;
    }
}
