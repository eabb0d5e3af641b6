package io.breakwater.cli.run;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers every request as a test says, and keeps what it was asked. */
public final class StubService implements AutoCloseable {

    /** A run that goes on, as scenario-service shows it. */
    public static final String RUN = """
            {"runId": "r-1", "status": "RUNNING", "startAt": "2026-11-20T12:00:00Z", "plannedEnd": null, "paused": true,
             "reasons": [], "after": null, "adjustments": [{"number": 1, "effectiveAt": "2026-11-20T12:00:05.500Z",
             "by": "bob", "session": null, "change": "pause"}]}
            """;

    private final HttpServer server;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** Answers with this status and body. */
    public StubService(int status, String body) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + sent);
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    /** Its port on loopback. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Its address without a path. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Method, path and body of each request, the first one first. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
