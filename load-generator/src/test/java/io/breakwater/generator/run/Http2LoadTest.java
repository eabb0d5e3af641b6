package io.breakwater.generator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.HttpSettings.Protocol;
import io.breakwater.generator.http2.NettyHttp2Target;
import io.netty.handler.codec.http2.Http2Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class Http2LoadTest {

    private final EngineRig rig = new EngineRig(2);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void accountsForEveryRequestThatSharesAConnection() throws Exception {
        try (NettyHttp2Target target = NettyHttp2Target.start(new Http2Settings().maxConcurrentStreams(10), null)) {
            Sent sent = rig.send(
                            Scenarios.of(
                                    URI.create("http://127.0.0.1:" + target.port()),
                                    priorKnowledge(Scenarios.limits(Duration.ofSeconds(5), 8, 2_000)),
                                    Scenarios.hold(200, Duration.ofSeconds(1)),
                                    Scenarios.post("first", "{\"a\":1}", Scenarios.json("$.a", "1")),
                                    Scenarios.get("second")),
                            Map.of())
                    .requireConsistent();

            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(400);
            assertThat(sent.events()).allSatisfy(event -> {
                assertThat(event.bytesSent()).isGreaterThan(9);
                assertThat(event.bytesReceived()).isGreaterThan(9);
            });
            assertThat(target.requests()).hasSize(400);
            assertThat(target.connectionsAccepted()).isBetween(1, 8);
        }
    }

    private static HttpSettings priorKnowledge(HttpSettings limits) {
        return new HttpSettings(
                Protocol.HTTP_2_PRIOR_KNOWLEDGE,
                limits.connectTimeout(),
                limits.requestTimeout(),
                limits.connections(),
                limits.virtualUsers(),
                Map.of(),
                0,
                false,
                false,
                true,
                List.of(),
                Map.of(),
                limits.tls());
    }
}
