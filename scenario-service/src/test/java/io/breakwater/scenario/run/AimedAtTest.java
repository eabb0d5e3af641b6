package io.breakwater.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Sampling;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AimedAtTest {

    private static Step http(String name, String target) {
        return Step.of(
                name,
                new Request.Http(
                        Request.Http.Method.GET,
                        Optional.of(URI.create(target)),
                        "/",
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                List.of());
    }

    private static Step webSocket(String name, String target) {
        return Step.of(
                name,
                new Request.WebSocketOpen(Optional.of(URI.create(target)), "/", Map.of(), Optional.empty()),
                List.of());
    }

    private static HttpSettings bound(Map<String, List<String>> hosts) {
        HttpSettings usual = HttpSettings.DEFAULT;
        return new HttpSettings(
                usual.protocol(),
                usual.connectTimeout(),
                usual.requestTimeout(),
                usual.connections(),
                usual.virtualUsers(),
                usual.headers(),
                usual.redirects(),
                usual.cookies(),
                usual.compression(),
                usual.encodeUrl(),
                usual.extraSuccess(),
                hosts,
                usual.tls());
    }

    private static Scenario scenario(List<Session> before, List<Session> after, HttpSettings http) {
        return new Scenario(
                "any",
                "",
                URI.create("https://shop.example:8443"),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                before,
                List.of(Session.of("only", 1, List.of(LivingRun.STEP, http("cdn", "http://cdn.example")))),
                after,
                Load.Open.of(List.of(LoadPhase.of(1, 1, Duration.ofSeconds(1), false))),
                List.of(),
                http,
                Sampling.DEFAULT);
    }

    @Test
    void findsTheTargetsOfAllSteps() {
        Scenario scenario = scenario(
                List.of(Session.of("log-on", 1, List.of(http("token", "https://id.example")))),
                List.of(Session.of("clean-up", 1, List.of(webSocket("goodbye", "http://chat.example:81")))),
                HttpSettings.DEFAULT);
        assertThat(AimedAt.all(scenario))
                .extracting(AimedAt::toString)
                .containsExactly(
                        "AimedAt[place=target, address=https://shop.example:8443]",
                        "AimedAt[place=session log-on, step token, address=https://id.example]",
                        "AimedAt[place=session only, step cdn, address=http://cdn.example]",
                        "AimedAt[place=session clean-up, step goodbye, address=http://chat.example:81]");
    }

    @Test
    void findsEachAddressThatStandsForAHost() {
        Map<String, List<String>> hosts = Map.of(
                "Shop.Example", List.of("10.0.0.7", "fd00::7"),
                "cdn.example", List.of("10.0.0.8"),
                "unused.example", List.of("10.0.0.9"));
        assertThat(AimedAt.all(scenario(List.of(), List.of(), bound(hosts))))
                .extracting(AimedAt::address)
                .extracting(URI::toString)
                .containsExactly(
                        "https://shop.example:8443",
                        "http://cdn.example",
                        "https://10.0.0.7:8443",
                        "https://[fd00::7]:8443",
                        "http://10.0.0.8");
    }
}
