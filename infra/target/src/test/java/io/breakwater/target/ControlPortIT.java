package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ControlPortIT {

    private final TargetClient client = new TargetClient(Map.of());

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void showsEverySettingAndMasksTheSecret() throws Exception {
        JsonNode settings = client.state().path("settings");

        assertThat(settings.toString())
                .startsWith(
                        "{\"port\":\"" + client.target.port() + "\",\"control-port\":\"" + client.target.controlPort()
                                + "\",\"service-time\":\"0ms\",\"error-share\":\"0%\",\"reset-share\":\"0%\",\"stall\":\"none\","
                                + "\"refuse\":\"false\",\"seed\":\"1\",\"app-id\":\"wx0123456789abcdef\",\"app-secret\":\"***\","
                                + "\"token-life\":\"2h\",\"token-overlap\":\"5m\",\"busy-share\":\"0%\",\"outage\":\"none\",\"wechat-apps\":\"none\",")
                .doesNotContain("0123456789abcdef0123456789abcdef", "abcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void changesOnlyTheSettingsThatAreNamed() throws Exception {
        HttpResponse<String> response = client.control(
                "PUT", "/control", "{\"service-time\":\"lognormal:20ms,120ms\",\"seed\":7,\"stall\":\"2s/20s\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode settings = TargetClient.json(response).path("settings");
        assertThat(settings.path("service-time").stringValue()).isEqualTo("lognormal:20ms,120ms");
        assertThat(settings.path("seed").stringValue()).isEqualTo("7");
        assertThat(settings.path("stall").stringValue()).isEqualTo("2s/20s@10s");
        assertThat(settings.path("error-share").stringValue()).isEqualTo("0%");
    }

    @Test
    void namesAllErrorsAtOnceAndChangesNothing() throws Exception {
        HttpResponse<String> response = client.control(
                "PUT",
                "/control",
                "{\"error-share\":\"5%\",\"stall\":\"3s/2s\",\"port\":1,\"serivce-time\":\"1ms\",\"token-life\":\"3h\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = TargetClient.json(response);
        assertThat(problem.path("detail").stringValue()).isEqualTo("settings: 4 wrong, none changed");
        assertThat(problem.path("errors").valueStream().map(JsonNode::stringValue))
                .satisfiesExactly(
                        stall -> assertThat(stall).startsWith("stall: 3s/2s (expected: none, or 2s/20s"),
                        port -> assertThat(port).startsWith("port: no such setting (expected: one of service-time, "),
                        unknown -> assertThat(unknown).startsWith("serivce-time: no such setting (expected: one of "),
                        life -> assertThat(life)
                                .isEqualTo("token-life: 3h (expected: a duration from 1s to 7200s, such as 60s)"));
        assertThat(client.state().path("settings").path("error-share").stringValue())
                .isEqualTo("0%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"stall\":null}", "{\"stall\":{\"length\":\"2s\"}}"})
    void refusesABodyThatIsNotAnObjectOfPlainValues(String body) throws Exception {
        HttpResponse<String> response = client.control("PUT", "/control", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TargetClient.json(response).path("errors").size()).isEqualTo(1);
    }

    @Test
    void answersAnUnknownRequestWithThePathsThatThereAre() throws Exception {
        HttpResponse<String> response = client.control("DELETE", "/control", "");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(TargetClient.json(response).path("detail").stringValue())
                .startsWith("request: DELETE /control (expected: one of GET or PUT /control, ");
    }

    @Test
    void forgetsAllCountsOnReset() throws Exception {
        client.get("/hello");
        client.token();

        JsonNode state = TargetClient.json(client.control("POST", "/control/reset", ""));

        assertThat(state.path("backend").path("received").intValue()).isZero();
        assertThat(state.path("backend").path("arrivalsPerSecond").size()).isZero();
        assertThat(state.path("platform").path("fetchesReceived").intValue()).isZero();
        assertThat(state.path("platform").path("tokensValid").intValue()).isEqualTo(1);
    }
}
