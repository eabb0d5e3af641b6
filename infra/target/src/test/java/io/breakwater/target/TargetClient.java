package io.breakwater.target;

import io.breakwater.target.settings.TargetSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A target on free ports and an HTTP client that speaks to it. */
final class TargetClient implements AutoCloseable {

    static final String TOKEN_PATH =
            "/cgi-bin/token?grant_type=client_credential&appid=wx0123456789abcdef&secret=0123456789abcdef0123456789abcdef";
    private static final JsonMapper JSON = JsonMapper.shared();

    final SampleBackend target;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    TargetClient(Map<String, String> settings) {
        target = SampleBackend.start(TargetSettings.onFreePorts().with(settings));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(target.port(), path).GET());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(to(target.port(), path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    CompletableFuture<HttpResponse<String>> getLater(String path) {
        return http.sendAsync(
                to(target.port(), path).GET().build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<String> control(String method, String path, String body) throws IOException, InterruptedException {
        return send(to(target.controlPort(), path).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    JsonNode state() throws IOException, InterruptedException {
        return json(control("GET", "/control", ""));
    }

    JsonNode backendCounts() throws IOException, InterruptedException {
        return state().path("backend");
    }

    JsonNode fetch() throws IOException, InterruptedException {
        return json(control("GET", TOKEN_PATH, ""));
    }

    String token() throws IOException, InterruptedException {
        return fetch().path("access_token").stringValue();
    }

    int eventErrcode(String token) throws IOException, InterruptedException {
        return json(post("/event", "{\"input_token\":\"" + token + "\"}"))
                .path("errcode")
                .intValue();
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpRequest.Builder to(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        target.close();
    }
}
