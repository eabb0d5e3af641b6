package io.breakwater.token.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.token.secret.Secrets;
import io.breakwater.token.settings.Problems;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A platform whose answers a test writes. */
public final class ScriptedPlatform implements AutoCloseable {

    /** A call as it came. */
    public record Call(String method, String uri, Map<String, List<String>> headers, String body) {

        /** The first value of a header, or nothing. */
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    /** An answer with status 200. */
    public record Answer(Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Function<Call, Answer> script = call -> new Answer(Map.of(), "{}");

    /** Begins to answer. */
    public ScriptedPlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Call call = new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        calls.add(call);
        Answer answer = script.apply(call);
        byte[] body = answer.body().getBytes(UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Answers so from now on. */
    public void answers(Function<Call, Answer> newScript) {
        script = newScript;
    }

    /** Answers with this body from now on. */
    public void answers(String body) {
        script = call -> new Answer(Map.of(), body);
    }

    /** The calls that came, oldest first. */
    public List<Call> calls() {
        return calls;
    }

    /** The latest call. */
    public Call lastCall() {
        return calls.get(calls.size() - 1);
    }

    /** What it is called by. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** What a platform under test may use, with secrets by the names of their variables. */
    public static PlatformTools tools(Map<String, String> variables, Clock clock) {
        return new PlatformTools(
                new HttpCalls(Duration.ofSeconds(2), Duration.ofSeconds(4), 1 << 16),
                new Secrets(variables::get, Optional.empty()),
                Set.of("127.0.0.1"),
                clock);
    }

    /** Where settings under test stand. */
    public static Place place(Problems problems) {
        return new Place("b.", problems);
    }

    /** Asks for a member of which nothing is known. */
    public static Platform.Ask first(int member) {
        return new Platform.Ask(member, Optional.empty(), false);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
