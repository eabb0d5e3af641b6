package io.breakwater.generator.debug;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.sample.RequestSample.Stage;
import io.breakwater.events.sample.RequestSample.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DebugMainTest {

    @TempDir
    private Path folder = Path.of("");

    private final HttpServer target;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    DebugMainTest() throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        target.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = (exchange.getRequestURI().getPath().equals("/pay") ? "{\"errcode\":7}" : "{\"errcode\":0}")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().add("Set-Cookie", "sid=very-secret");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        target.start();
    }

    @AfterEach
    void stop() {
        target.stop(0);
    }

    @Test
    void walksEachSessionOnceAndSaysThatSomethingFailed() throws Exception {
        int exitCode = debug("""
                sessions:
                  - session: buy
                    weight: 1
                    steps:
                      - { step: page, post: /page, json: { user: "${rows.id}" }, expect: [ { json: $.errcode, equals: 0 } ] }
                      - { step: pay, get: /pay, share: 10%, expect: [ { json: $.errcode, equals: 0 } ] }
                      - { step: thanks, get: /thanks }
                  - session: look
                    weight: 99
                    steps: [ { step: list, get: /list, headers: { Authorization: "Bearer very-secret" } } ]
                """);

        List<RequestSample> samples = samples();
        assertThat(exitCode).isEqualTo(1);
        assertThat(samples).extracting(RequestSample::step).containsExactly("page", "pay", "list");
        assertThat(samples).allMatch(sample -> sample.stage() == Stage.DEBUG && sample.why() == Why.ALL);
        assertThat(samples).extracting(RequestSample::traceparent).doesNotHaveDuplicates();
        assertThat(samples.get(0).sent().body()).isEqualTo("{\"user\":\"first\"}");
        assertThat(samples.get(0).used()).containsEntry("rows.id", "first");
        assertThat(samples.get(0).received().orElseThrow().body()).isEqualTo("{\"errcode\":0}");
        assertThat(samples.get(1).business()).isEqualTo(BusinessOutcome.FAILED);
        assertThat(samples.get(1).failures()).containsExactly("json $.errcode 0");
        assertThat(out.toString(UTF_8)).doesNotContain("very-secret");
    }

    @Test
    void endsWellWhenAllIsAsExpected() throws Exception {
        int exitCode = debug("""
                sessions:
                  - session: look
                    steps: [ { step: list, get: "/list?u=${rows.id}" } ]
                """);

        assertThat(exitCode).isZero();
        assertThat(samples()).hasSize(1);
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithAScenarioAndSendsNothing() throws Exception {
        assertThat(debug("sessions: []\n")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("scenario.yaml:");
        assertThat(samples()).isEmpty();
    }

    @Test
    void refusesATargetThatIsNotAllowed() throws Exception {
        int exitCode = debug("""
                sessions:
                  - session: look
                    steps: [ { step: list, get: "/list?u=${rows.id}" } ]
                """, "--allowed.targets", "example.com");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("(expected: one of [example.com], which are allowed");
    }

    @Test
    void saysWhatToDoWhenTokensAreNeededAndNobodyKeepsThem() throws Exception {
        int exitCode = debug("""
                tokens: { wechat: { app: demo-shop } }
                sessions:
                  - session: look
                    steps: [ { step: list, get: "/list?u=${rows.id}&t=${token.wechat}" } ]
                """);

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("`breakwater up` starts one");
    }

    private int debug(String sessions, String... more) throws Exception {
        Files.writeString(folder.resolve("rows.csv"), "id\nfirst\nsecond\n");
        Path file = Files.writeString(folder.resolve("scenario.yaml"), """
                scenario: try
                target: http://127.0.0.1:%d
                data: { rows: { file: rows.csv } }
                %sload: { open: [ { hold: 1/s, for: 1s } ] }
                """.formatted(
                        target.getAddress().getPort(), sessions));
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(more));
        return DebugMain.run(
                arguments.toArray(String[]::new), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private List<RequestSample> samples() throws Exception {
        List<RequestSample> samples = new ArrayList<>();
        for (String line : out.toString(UTF_8).lines().toList()) {
            samples.add(EventCodec.decode(line.getBytes(UTF_8), RequestSample.class));
        }
        return samples;
    }
}
