package io.breakwater.generator.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.HttpSettings.Protocol;
import io.breakwater.events.scenario.HttpSettings.Tls;
import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.ClientTls;
import io.breakwater.generator.http.ConnectionBudget;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.http.Target;
import io.breakwater.generator.http.TestCertificates;
import io.breakwater.generator.http.Transports;
import io.breakwater.generator.run.EventLoops;
import io.breakwater.generator.run.ScriptedTarget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class NegotiationTest {

    private static TestCertificates certificates;

    private final EventLoops loops = new EventLoops(1);
    private final EventLoop loop = loops.loops().get(0);
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        certificates = TestCertificates.make(folder, "ip:127.0.0.1", 0);
    }

    @AfterEach
    void close() throws Exception {
        loops.close();
    }

    @Test
    void speaksHttp2WhereTheTargetAgrees() throws Exception {
        try (NettyHttp2Target target = NettyHttp2Target.start(new Http2Settings(), agreeing())) {
            Transports ways = ways(new Target(true, "127.0.0.1", target.port()), Protocol.HTTP_2);

            assertThat(ends(ways, 20)).containsOnly("200");
            assertThat(target.connectionsAccepted()).isEqualTo(1);
            assertThat(target.requests())
                    .allSatisfy(request -> assertThat(request.scheme()).hasToString("https"));
        }
    }

    @Test
    void speaksHttp1WhereTheTargetDoesNot() throws Exception {
        byte[] response = ScriptedTarget.response(200, "{}");
        try (ScriptedTarget target = ScriptedTarget.start(
                (request, out) -> {
                    out.write(response);
                    return true;
                },
                certificates.server(certificates).getServerSocketFactory())) {
            Transports ways = ways(new Target(true, "127.0.0.1", target.uri().getPort()), Protocol.HTTP_2);

            assertThat(ends(ways, 5)).containsOnly("200");
            assertThat(target.requests()).hasSize(5);
        }
    }

    @Test
    void speaksHttp2FromTheFirstByteWhereThatIsKnown() throws Exception {
        try (NettyHttp2Target target = NettyHttp2Target.start(new Http2Settings(), null)) {
            Transports ways = ways(new Target(false, "127.0.0.1", target.port()), Protocol.HTTP_2_PRIOR_KNOWLEDGE);

            assertThat(ends(ways, 20)).containsOnly("200");
        }
    }

    private static SslContext agreeing() throws Exception {
        return new JdkSslContext(
                certificates.server(certificates),
                false,
                Http2SecurityUtil.CIPHERS,
                SupportedCipherSuiteFilter.INSTANCE,
                new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        "h2",
                        "http/1.1"),
                ClientAuth.NONE,
                null,
                false);
    }

    private Transports ways(Target target, Protocol protocol) {
        HttpSettings defaults = HttpSettings.limits(Duration.ofSeconds(5), Duration.ofSeconds(5), 2, 100);
        HttpSettings settings = new HttpSettings(
                protocol,
                defaults.connectTimeout(),
                defaults.requestTimeout(),
                defaults.connections(),
                defaults.virtualUsers(),
                Map.of(),
                0,
                false,
                false,
                true,
                List.of(),
                Map.of(),
                Tls.DEFAULT);
        Tls anyone = new Tls(Optional.empty(), Tls.Trust.ANY, Optional.empty(), Optional.empty(), true);
        ClientTls tls = ClientTls.of(anyone, Optional.empty(), Optional.empty(), true);
        RunTargets run = new RunTargets(
                List.of(target), settings, Map.of(), HostNames.ofSystem(), Optional.of(tls), target::equals);
        return run.open(loop, loops.channelType(), new ConnectionBudget(2), System::nanoTime, Http2::open);
    }

    private List<String> ends(Transports ways, int count) throws InterruptedException {
        loop.execute(() -> {
            for (int i = 0; i < count; i++) {
                ways.submit(new Probe());
            }
        });
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(String.valueOf(ends.poll(10, TimeUnit.SECONDS)));
        }
        return all;
    }

    private final class Probe extends Call {

        @Override
        protected @Nullable ByteBuf render(ByteBufAllocator allocator) {
            return ByteBufUtil.writeAscii(allocator, "GET / HTTP/1.1\r\nHost: target\r\n\r\n");
        }

        @Override
        protected boolean needsBody() {
            return false;
        }

        @Override
        protected boolean responded(long nowNanos, Response response) {
            ends.add(Integer.toString(response.status()));
            return false;
        }

        @Override
        protected void failed(long nowNanos, RequestOutcome outcome) {
            ends.add(outcome.name());
        }

        @Override
        protected void notSent(NotSentReason reason) {
            ends.add(reason.name());
        }
    }
}
