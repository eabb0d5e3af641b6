package io.breakwater.generator.http;

import io.breakwater.events.scenario.HttpSettings.Tls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one run's connections: whom they believe, who they say they are, and whether they resume. One for a run, for all
 * event loops, which share its sessions (RFC 8446, section 2.2). Thread-safe.
 */
public final class ClientTls {

    /** Of one run: one session for each target, and as many again for good measure. */
    private static final int MOST_SESSIONS = 64;

    private static final int HIGHEST_PORT = 65_535;

    private final SslContext context;
    private final Optional<String> serverName;
    private final boolean verifies;
    private final boolean resumes;
    private final AtomicInteger numbers = new AtomicInteger();

    private final @Nullable ClientTls http1;

    private ClientTls(SslContext context, Tls settings, @Nullable ClientTls http1) {
        this.context = context;
        this.http1 = http1;
        this.serverName = settings.serverName();
        this.verifies = settings.trust() != Tls.Trust.ANY;
        this.resumes = settings.resumption();
    }

    /**
     * TLS as a scenario wants it.
     *
     * @param settings    the scenario's
     * @param authorities certificates in PEM, with {@link Tls.Trust#FILE}
     * @param identity    who the client says it is, when it is asked
     * @param offerHttp2  whether HTTP/2 is offered (RFC 7301)
     * @throws IllegalArgumentException when certificates or keys cannot be read
     */
    public static ClientTls of(
            Tls settings, Optional<byte[]> authorities, Optional<ClientIdentity> identity, boolean offerHttp2) {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .sessionCacheSize(MOST_SESSIONS)
                // Set for each connection instead, with the name that the scenario gives.
                .endpointIdentificationAlgorithm(null);
        try {
            switch (settings.trust()) {
                case SYSTEM -> builder.trustManager((java.security.cert.X509Certificate[]) null);
                case ANY -> builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
                case FILE ->
                    builder.trustManager(new ByteArrayInputStream(authorities.orElseThrow(
                            () -> new IllegalArgumentException("authorities: no file (expected: one, in PEM)"))));
            }
            identity.ifPresent(own -> builder.keyManager(
                    new ByteArrayInputStream(own.certificatesPem()), new ByteArrayInputStream(own.keyPem())));
            ClientTls withoutHttp2 = null;
            if (offerHttp2) {
                withoutHttp2 = new ClientTls(builder.build(), settings, null);
                builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1));
            }
            return new ClientTls(builder.build(), settings, withoutHttp2);
        } catch (SSLException e) {
            throw new IllegalArgumentException("tls: " + e.getMessage() + " (expected: certificates in PEM)", e);
        }
    }

    /** The same without an offer of HTTP/2, as WebSockets need it. */
    public ClientTls ofHttp1() {
        return http1 == null ? this : http1;
    }

    /** The TLS of one new connection. Its handshake begins as soon as the connection is open; its time limit is the caller's. */
    public SslHandler handler(ByteBufAllocator allocator, Target target) {
        String name = serverName.orElse(target.host());
        // The JDK looks sessions up by name and port, and uses the port for nothing else: one that changes resumes
        // nothing.
        int port = resumes ? target.port() : 1 + Math.floorMod(numbers.getAndIncrement(), HIGHEST_PORT);
        SslHandler handler = context.newHandler(allocator, name, port);
        handler.setHandshakeTimeoutMillis(0);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        if (Route.literal(name).isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        if (verifies) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return handler;
    }
}
