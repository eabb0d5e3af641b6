package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.limits;
import static io.breakwater.generator.run.Scenarios.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.sample.RequestSample.Why;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.HttpSettings.Protocol;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Sampling;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.http2.NettyHttp2Target;
import io.breakwater.generator.session.CompiledRun;
import io.netty.handler.codec.http2.Http2Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept of exchanges under load, from a real target's answers. */
@Timeout(60)
class SampledExchangesTest {

    private static final Load ONCE =
            new Load.Closed(List.of(hold(1, Duration.ofSeconds(5))), Optional.of(1), Optional.empty());

    private final EngineRig rig = new EngineRig(1);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void keepsTheHeaderFieldsOfTheVeryFirstFailure() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            out.write(ascii("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"));
            return true;
        })) {
            List<RequestSample> samples =
                    samples(target.uri(), settings(Protocol.HTTP_1_1, 0), new Sampling(0, 1, 100), Scenarios.send("a"));

            assertThat(samples).singleElement().satisfies(sample -> {
                assertThat(sample.why()).isEqualTo(Why.FAILURE);
                assertThat(sample.received().orElseThrow().headers())
                        .anySatisfy(header -> assertThat(header).isEqualToIgnoringCase("Retry-After: 7"));
            });
        }
    }

    @Test
    void tellsWhereARequestWasSentOn_andWhenItWasWritten() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            boolean first = request.line().startsWith("POST");
            out.write(ascii(
                    first
                            ? "HTTP/1.1 303 See Other\r\nLocation: /done?access_token=abc\r\nContent-Length: 0\r\n\r\n"
                            : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
            return true;
        })) {
            List<RequestSample> samples = samples(
                    target.uri(),
                    settings(Protocol.HTTP_1_1, 3),
                    new Sampling(1, 0, 100),
                    new Flow.Send(Scenarios.post("a", "{}")));

            assertThat(samples).singleElement().satisfies(sample -> {
                assertThat(sample.sent().method()).isEqualTo("POST");
                assertThat(sample.redirects()).containsExactly("303 GET " + target.uri() + "/done?access_token=***");
                assertThat(sample.received().orElseThrow().status()).isEqualTo(200);
                requireWholeWaterfall(sample);
            });
        }
    }

    @Test
    void tellsWhenARequestOverHttp2WasWritten() throws Exception {
        try (NettyHttp2Target target = NettyHttp2Target.start(new Http2Settings(), null)) {
            List<RequestSample> samples = samples(
                    URI.create("http://127.0.0.1:" + target.port()),
                    settings(Protocol.HTTP_2_PRIOR_KNOWLEDGE, 0),
                    new Sampling(1, 0, 100),
                    new Flow.Send(Scenarios.post("a", "{}")),
                    Scenarios.send("b"));

            assertThat(samples).hasSize(2).allSatisfy(SampledExchangesTest::requireWholeWaterfall);
        }
    }

    private static void requireWholeWaterfall(RequestSample sample) {
        RequestSample.Waterfall waterfall = sample.waterfall();
        assertThat(waterfall.sendMicros()).isPositive();
        assertThat(waterfall.sendMicros() + waterfall.firstByteMicros() + waterfall.downloadMicros())
                .isEqualTo(sample.serviceTimeMicros());
    }

    private List<RequestSample> samples(URI target, HttpSettings http, Sampling sampling, Flow... flow)
            throws Exception {
        Scenario plain = Scenarios.of(target, http, ONCE, session("s", flow));
        Scenario scenario = new Scenario(
                plain.name(),
                plain.title(),
                plain.target(),
                plain.tokens(),
                plain.dataSets(),
                plain.files(),
                plain.values(),
                plain.before(),
                plain.sessions(),
                plain.after(),
                plain.load(),
                plain.objectives(),
                plain.http(),
                sampling);
        List<RequestSample> samples = new CopyOnWriteArrayList<>();
        EngineRig.Started started = rig.start(
                scenario,
                CompiledRun.of(scenario, new RunData(Map.of(), Map.of()), rig::token),
                new RunTargets(
                        RunTargets.of(scenario), http, Map.of(), HostNames.ofSystem(), Optional.empty(), any -> true),
                (sample, dropped) -> samples.add(sample.get()));
        started.await().requireConsistent();
        return samples;
    }

    private static HttpSettings settings(Protocol protocol, int redirects) {
        HttpSettings limits = limits(Duration.ofSeconds(5), 10, 100);
        return new HttpSettings(
                protocol,
                limits.connectTimeout(),
                limits.requestTimeout(),
                limits.connections(),
                limits.virtualUsers(),
                Map.of(),
                redirects,
                false,
                false,
                true,
                List.of(),
                Map.of(),
                limits.tls());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
