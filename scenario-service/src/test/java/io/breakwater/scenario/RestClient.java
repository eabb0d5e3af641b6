package io.breakwater.scenario;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Talks to the service as an outsider does. */
final class RestClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String root;

    RestClient(int port) {
        this.root = "http://127.0.0.1:" + port;
    }

    record Answer(int status, String contentType, byte[] bytes) {

        Map<?, ?> json() {
            try {
                return EventCodec.decode(bytes, Map.class);
            } catch (UnreadableEventException e) {
                throw new IllegalStateException(e);
            }
        }

        String text(String member) {
            return String.valueOf(json().get(member));
        }

        /** The problems in the body, as {@code line:column: message} where they have a place. */
        List<String> problems() {
            List<?> problems = (List<?>) Objects.requireNonNull(json().get("problems"));
            return problems.stream()
                    .map(problem -> (Map<?, ?>) problem)
                    .map(problem -> (problem.containsKey("line")
                                    ? problem.get("line") + ":" + problem.get("column") + ": "
                                    : "")
                            + problem.get("message"))
                    .toList();
        }
    }

    Answer get(String path) {
        return send("GET", path, "", new byte[0]);
    }

    Answer post(String path, String json) {
        return send("POST", path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    Answer send(String method, String path, String contentType, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
