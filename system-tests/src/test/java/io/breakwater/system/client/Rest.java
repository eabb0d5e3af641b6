package io.breakwater.system.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Requests to one service of the stack. */
final class Rest {

    /** Reads as a careful client does: what is not needed is ignored, what is absent is absent. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI base;

    Rest(URI base) {
        this.base = base;
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body   its body
     */
    record Answer(int status, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        <T> T as(Class<T> type) {
            try {
                return JSON.readValue(body, type);
            } catch (JacksonException e) {
                throw new AssertionError(status + " " + text() + " (expected: " + e.getMessage() + ")", e);
            }
        }
    }

    Answer get(String path) {
        return send("GET", path, "application/json", new byte[0]);
    }

    /** Sends a request; an answer above 299 is an answer too, none at all is an exception. */
    Answer send(String method, String path, String contentType, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " " + request.uri() + ": interrupted", e);
        }
    }

    /** Sends a request that has to be answered well. */
    Answer accepted(String method, String path, String contentType, byte[] body) {
        Answer answer = send(method, path, contentType, body);
        if (answer.status() > 299) {
            throw new AssertionError(method + " " + path + ": " + answer.status() + " " + answer.text());
        }
        return answer;
    }
}
