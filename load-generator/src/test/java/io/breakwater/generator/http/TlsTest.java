package io.breakwater.generator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.events.scenario.HttpSettings.Tls;
import io.breakwater.events.scenario.HttpSettings.Tls.Trust;
import io.breakwater.generator.run.ScriptedTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TlsTest {

    private static TestCertificates good;
    private static TestCertificates expired;
    private static TestCertificates named;

    private final ClientRig rig = new ClientRig();

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        good = TestCertificates.make(folder, "ip:127.0.0.1", 0);
        expired = TestCertificates.make(folder, "ip:127.0.0.1", -3);
        named = TestCertificates.make(folder, "dns:shop.example.com", 0);
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void measuresTheHandshakeApartAndOnlyForTheRequestThatHadTo() throws Exception {
        rig.tls = tls(Trust.FILE, good);
        try (ScriptedTarget target = secure(good)) {
            Transports ways = rig.to(uri(target, "127.0.0.1"));
            TestCall.Ended first = rig.send(ways, TestCall.get("/"));
            TestCall.Ended second = rig.send(ways, TestCall.get("/"));

            assertThat(first.how()).isEqualTo("200");
            assertThat(first.body()).isEqualTo("{}");
            assertThat(first.tlsNanos()).isPositive();
            assertThat(first.connectNanos()).isPositive();
            assertThat(second.tlsNanos() + second.connectNanos()).isZero();
            assertThat(target.connectionsAccepted()).isEqualTo(1);
        }
    }

    @Test
    void failsOnCertificatesThatNobodyVouchesForOrThatAreExpiredOrOfAnotherName() throws Exception {
        rig.tls = tls(Trust.FILE, named);
        assertThat(endAgainst(good)).as("unknown").isEqualTo("TLS_FAILED");
        rig.tls = Optional.of(ClientTls.of(Tls.DEFAULT, Optional.empty(), Optional.empty(), false));
        assertThat(endAgainst(good)).as("not of the system").isEqualTo("TLS_FAILED");
        rig.tls = tls(Trust.FILE, expired);
        assertThat(endAgainst(expired)).as("expired").isEqualTo("TLS_FAILED");
        rig.tls = tls(Trust.FILE, named);
        assertThat(endAgainst(named)).as("another name").isEqualTo("TLS_FAILED");
    }

    @Test
    void believesAnyoneWhereTheScenarioSaysSo() throws Exception {
        rig.tls = tls(Trust.ANY, good);

        assertThat(endAgainst(good)).isEqualTo("200");
        assertThat(endAgainst(expired)).isEqualTo("200");
        assertThat(endAgainst(named)).isEqualTo("200");
    }

    @Test
    void sendsAndVerifiesTheNameThatTheScenarioGives() throws Exception {
        rig.tls = Optional.of(ClientTls.of(
                new Tls(Optional.of("shop.example.com"), Trust.FILE, Optional.of("own"), Optional.empty(), true),
                Optional.of(named.authorityPem()),
                Optional.empty(),
                false));
        try (ScriptedTarget target = secure(named)) {
            assertThat(rig.send(rig.to(uri(target, "127.0.0.1")), TestCall.get("/"))
                            .how())
                    .isEqualTo("200");
            SSLSocket accepted = (SSLSocket) target.acceptedSockets().get(0);
            assertThat(((ExtendedSSLSession) accepted.getSession()).getRequestedServerNames())
                    .hasToString("[type=host_name (0), value=shop.example.com]");
        }
    }

    @Test
    void sendsTheNameOfAHostThatIsBoundToAnAddress() throws Exception {
        rig.tls = tls(Trust.FILE, named);
        rig.hosts = Map.of("shop.example.com", Route.literal("127.0.0.1"));
        try (ScriptedTarget target = secure(named)) {
            assertThat(rig.send(rig.to(uri(target, "shop.example.com")), TestCall.get("/"))
                            .how())
                    .isEqualTo("200");
        }
    }

    @Test
    void showsItsOwnCertificateWhenItIsAsked(@TempDir Path own) throws Exception {
        Files.write(own.resolve("partner.pem"), named.certificatePem());
        Files.write(own.resolve("partner.key"), named.keyPem());
        ClientIdentities identities = new ClientIdentities(Optional.of(own));
        ServerSocketFactory asking = asking(good, named);

        rig.tls = Optional.of(ClientTls.of(
                trusting(Trust.ANY, true), Optional.empty(), Optional.of(identities.find("partner")), false));
        try (ScriptedTarget target = ScriptedTarget.start(TlsTest::answer, asking)) {
            assertThat(rig.send(rig.to(uri(target, "127.0.0.1")), TestCall.get("/"))
                            .how())
                    .isEqualTo("200");
        }
        rig.tls = tls(Trust.ANY, good);
        try (ScriptedTarget target = ScriptedTarget.start(TlsTest::answer, asking)) {
            assertThat(rig.send(rig.to(uri(target, "127.0.0.1")), TestCall.get("/"))
                            .how())
                    .as("TLS 1.3 refuses after the client's side is done")
                    .isIn("TLS_FAILED", "CONNECTION_CLOSED");
        }
        assertThatThrownBy(() -> identities.find("../partner")).hasMessageContaining("../partner");
        assertThatThrownBy(() -> identities.find("nobody")).hasMessageContaining("nobody");
        for (String kind : List.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
            Files.writeString(own.resolve("old.pem"), "");
            Files.writeString(
                    own.resolve("old.key"), "-----BEGIN " + kind + "-----\nAAAA\n-----END " + kind + "-----\n");
            assertThatThrownBy(() -> identities.find("old"))
                    .hasMessageContaining("old.key: " + kind + " (expected: PRIVATE KEY")
                    .hasMessageContaining("openssl pkcs8 -topk8");
        }
    }

    @Test
    void resumesSessionsUnlessTheScenarioForbidsIt() throws Exception {
        assertThat(sessionsOfThreeConnections(true)).hasSize(1);
        assertThat(sessionsOfThreeConnections(false)).hasSize(3);
    }

    @Test
    void failsAgainstAPortWithoutTls() throws Exception {
        rig.tls = tls(Trust.ANY, good);
        try (ScriptedTarget plain = ScriptedTarget.start((request, out) -> true);
                ServerSocket chatty = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread speaker = new Thread(() -> speakPlainly(chatty), "plain");
            speaker.start();
            assertThat(rig.send(rig.to(URI.create("https://127.0.0.1:" + chatty.getLocalPort())), TestCall.get("/"))
                            .how())
                    .isEqualTo("TLS_FAILED");
            speaker.join();
            rig.connectTimeout = Duration.ofMillis(200);
            assertThat(rig.send(rig.to(uri(plain, "127.0.0.1")), TestCall.get("/"))
                            .how())
                    .as("it waits for the rest of a request: the handshake counts to the connect timeout")
                    .isEqualTo("CONNECT_TIMED_OUT");
        }
    }

    private List<Long> sessionsOfThreeConnections(boolean resumption) throws Exception {
        rig.tls = Optional.of(ClientTls.of(trusting(Trust.ANY, resumption), Optional.empty(), Optional.empty(), false));
        List<Long> begun = new ArrayList<>();
        try (ScriptedTarget target = ScriptedTarget.start(
                (request, out) -> {
                    out.write("HTTP/1.1 200 X\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    return false;
                },
                good.server(named).getServerSocketFactory())) {
            Transports ways = rig.to(uri(target, "127.0.0.1"));
            for (int i = 0; i < 3; i++) {
                assertThat(rig.send(ways, TestCall.get("/")).how()).isEqualTo("200");
                Socket socket = target.acceptedSockets().get(i);
                long begunMillis = ((SSLSocket) socket).getSession().getCreationTime();
                begun.add(begunMillis);
                // The next session begins in another millisecond than this one.
                await().until(() -> System.currentTimeMillis() > begunMillis);
            }
        }
        return begun.stream().distinct().toList();
    }

    private String endAgainst(TestCertificates certificates) throws Exception {
        try (ScriptedTarget target = secure(certificates)) {
            return rig.send(rig.to(uri(target, "127.0.0.1")), TestCall.get("/")).how();
        }
    }

    private static void speakPlainly(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read();
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static boolean answer(ScriptedTarget.Request request, OutputStream out) throws IOException {
        out.write(ScriptedTarget.response(200, "{}"));
        return true;
    }

    private static ScriptedTarget secure(TestCertificates certificates) throws Exception {
        return ScriptedTarget.start(TlsTest::answer, certificates.server(good).getServerSocketFactory());
    }

    private static ServerSocketFactory asking(TestCertificates own, TestCertificates clients) throws Exception {
        ServerSocketFactory secure = own.server(clients).getServerSocketFactory();
        return new ServerSocketFactory() {
            @Override
            public ServerSocket createServerSocket(int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog) {
                throw new UnsupportedOperationException();
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
                SSLServerSocket socket = (SSLServerSocket) secure.createServerSocket(port, backlog, address);
                socket.setNeedClientAuth(true);
                return socket;
            }
        };
    }

    private static URI uri(ScriptedTarget target, String host) {
        return URI.create("https://" + host + ":" + target.uri().getPort());
    }

    private static Optional<ClientTls> tls(Trust trust, TestCertificates authority) throws Exception {
        return Optional.of(
                ClientTls.of(trusting(trust, true), Optional.of(authority.authorityPem()), Optional.empty(), false));
    }

    private static Tls trusting(Trust trust, boolean resumption) {
        return new Tls(Optional.empty(), trust, Optional.of("own"), Optional.empty(), resumption);
    }
}
