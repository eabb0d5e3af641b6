package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ManyApplicationsIT {

    private static final int APPLICATIONS = 300;

    private final TargetClient client = new TargetClient(Map.of("any-app", "true"));

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void countsEachApplicationsFetchesAndShowsAHundredOfThem() throws Exception {
        for (int i = 0; i < APPLICATIONS; i++) {
            JsonNode reply = TargetClient.json(client.control("GET", path(i), ""));
            assertThat(client.eventErrcode(reply.path("access_token").stringValue()))
                    .isZero();
        }

        JsonNode platform = client.state().path("platform");
        assertThat(platform.path("apps").intValue()).isEqualTo(APPLICATIONS);
        assertThat(platform.path("tokensValid").intValue()).isEqualTo(APPLICATIONS);
        assertThat(platform.path("fetchesByApp").size()).isEqualTo(100);
        assertThat(TargetClient.json(client.control(
                                "GET", "/control/fetches?platform=wechat&app=" + id(APPLICATIONS - 1), ""))
                        .path("issued")
                        .intValue())
                .isEqualTo(1);
    }

    private static String path(int number) {
        return "/cgi-bin/token?grant_type=client_credential&appid=" + id(number) + "&secret=" + "a".repeat(32);
    }

    private static String id(int number) {
        return String.format("wx%016x", number);
    }
}
