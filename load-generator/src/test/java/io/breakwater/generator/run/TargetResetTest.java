package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.get;
import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.json;
import static io.breakwater.generator.run.Scenarios.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A target that resets its connections (TCP RST) in place of closing them. */
@Timeout(40)
class TargetResetTest {

    private static final int ARRIVALS = 50;

    private final EngineRig rig = new EngineRig(2);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void accountsForResetsInMidResponse() throws Exception {
        Sent sent = sendTo(socket -> {
            readHead(socket.getInputStream());
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"err_code\":0,"
                            .getBytes(StandardCharsets.US_ASCII));
        });

        assertThat(sent.count(RequestOutcome.CONNECTION_CLOSED)).isEqualTo(ARRIVALS);
        assertThat(sent.events()).allMatch(event -> event.bytesSent() > 0 && event.status() == 0);
    }

    @Test
    void accountsForResetsOfConnectionsThatHaveJustBeenOpened() throws Exception {
        Sent sent = sendTo(socket -> {});

        assertThat(sent.count(RequestOutcome.CONNECTION_CLOSED) + sent.count(RequestOutcome.CONNECT_FAILED))
                .as("the reset may overtake the word that the connection is open")
                .isEqualTo(ARRIVALS);
    }

    @Test
    void control_takesTheSameAnswerForWholeWhereNothingIsReset() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{\"err_code\":0}")) {
            assertThat(send(target.uri()).count(RequestOutcome.SUCCEEDED)).isEqualTo(ARRIVALS);
        }
    }

    private interface BeforeReset {
        void serve(Socket socket) throws IOException;
    }

    private Sent sendTo(BeforeReset before) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            Thread target = new Thread(() -> reset(server, before), "resets");
            target.setDaemon(true);
            target.start();
            return send(URI.create("http://127.0.0.1:" + server.getLocalPort()));
        }
    }

    private Sent send(URI target) throws Exception {
        Scenario scenario = Scenarios.of(
                target,
                limits(Duration.ofSeconds(5), 20, 1_000),
                hold(100, Duration.ofMillis(500)),
                get("q", json("$.err_code", "0")));
        Sent sent = rig.send(scenario, Map.of()).requireConsistent();
        assertThat(sent.events()).hasSize(ARRIVALS);
        return sent;
    }

    private static void reset(ServerSocket server, BeforeReset before) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                // With this a close is a reset, whatever was written.
                socket.setSoLinger(true, 0);
                before.serve(socket);
            } catch (IOException e) {
                // The client has gone, or the test is over.
            }
        }
    }

    private static void readHead(InputStream in) throws IOException {
        int ends = 0;
        for (int next = in.read(); next >= 0 && ends < 4; next = in.read()) {
            ends = next == '\r' || next == '\n' ? ends + 1 : 0;
            if (ends == 4) {
                return;
            }
        }
    }
}
