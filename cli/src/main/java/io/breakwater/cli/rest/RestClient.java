package io.breakwater.cli.rest;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Requests to one service on loopback. Thread-safe. */
final class RestClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI base;

    RestClient(URI base) {
        this.base = base;
    }

    /**
     * Sends a request and returns the body of its answer.
     *
     * @throws ServiceAnswerException when the status is 400 or above
     * @throws IOException            when there is no answer
     */
    byte[] send(String method, String path, String contentType, BodyPublisher body)
            throws IOException, InterruptedException {
        return send(method, path, contentType, body, REQUEST_TIMEOUT);
    }

    /**
     * Sends a request whose answer takes long, and returns the body of its answer.
     *
     * @throws ServiceAnswerException when the status is 400 or above
     * @throws IOException            when there is no answer within this time
     */
    byte[] send(String method, String path, String contentType, BodyPublisher body, Duration timeout)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(timeout)
                .header("Content-Type", contentType)
                .method(method, body)
                .build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException(method + " " + request.uri() + ": " + e + " (expected: an answer)", e);
        }
        if (response.statusCode() >= 400) {
            throw new ServiceAnswerException(response.statusCode(), problems(response));
        }
        return response.body();
    }

    byte[] get(String path) throws IOException, InterruptedException {
        return send("GET", path, "application/json", HttpRequest.BodyPublishers.noBody());
    }

    byte[] postJson(String path, Object record) throws IOException, InterruptedException {
        return send(
                "POST", path, "application/json", HttpRequest.BodyPublishers.ofByteArray(EventCodec.encode(record)));
    }

    /** Reads a body as a record of this module; a service that answers something else is a defect. */
    static <T> T read(byte[] body, Class<T> type) throws IOException {
        try {
            return EventCodec.decode(body, type);
        } catch (UnreadableEventException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<String> problems(HttpResponse<byte[]> response) {
        try {
            return EventCodec.decode(response.body(), Refusal.class).problems().stream()
                    .map(Refusal.Reason::message)
                    .toList();
        } catch (UnreadableEventException e) {
            // Not one with a list of reasons; it may have a single one.
        }
        try {
            return List.of(EventCodec.decode(response.body(), Problem.class).detail());
        } catch (UnreadableEventException e) {
            // No problem detail; the body as it is says more than nothing.
        }
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return List.of(response.request().method() + " " + response.request().uri() + ": " + response.statusCode() + " "
                + body);
    }

    /** The part of a problem detail (RFC 9457) that says what is wrong in one line. */
    private record Problem(String detail) {}

    /** The part of a problem detail (RFC 9457) that lists every reason. */
    private record Refusal(List<Reason> problems) {
        private record Reason(String message) {}
    }
}
