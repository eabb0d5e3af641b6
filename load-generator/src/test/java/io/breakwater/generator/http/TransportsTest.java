package io.breakwater.generator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.generator.run.ScriptedTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TransportsTest {

    private final ClientRig rig = new ClientRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void unpacksABodyOnlyWhenItIsNeeded() throws Exception {
        byte[] packed = UnpackerTest.gzip("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            out.write(("HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(packed);
            return true;
        })) {
            Transports ways = rig.to(target.uri());
            TestCall.Ended needed = rig.send(ways, TestCall.get("/"));
            TestCall.Ended passed = rig.send(ways, TestCall.get("/").withoutBody());

            assertThat(needed.how()).isEqualTo("200");
            assertThat(needed.body()).isEqualTo("{\"a\":1}");
            assertThat(needed.receivedBytes()).as("on the wire").isEqualTo(passed.receivedBytes());
            assertThat(passed.body()).isEmpty();
        }
    }

    @Test
    void takesAPackingThatItCannotUnpackForAnInvalidAnswer_whereSomebodyLooksAtIt() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            out.write("HTTP/1.1 200 X\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nabc"
                    .getBytes(StandardCharsets.US_ASCII));
            return true;
        })) {
            Transports ways = rig.to(target.uri());

            assertThat(rig.send(ways, TestCall.get("/")).how()).isEqualTo("RESPONSE_INVALID");
            assertThat(rig.send(ways, TestCall.get("/").withoutBody()).how())
                    .as("control")
                    .isEqualTo("200");
        }
    }

    @Test
    void tellsABodyThatUnpacksToTooMuch() throws Exception {
        byte[] bomb = UnpackerTest.gzip(new byte[(int) PoolLimits.MOST_KEPT_BYTES + 1]);
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            out.write(("HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(bomb);
            return true;
        })) {
            Transports ways = rig.to(target.uri());
            assertThat(rig.send(ways, TestCall.get("/")).how()).isEqualTo("RESPONSE_TOO_LARGE");
            assertThat(rig.send(ways, TestCall.get("/").withoutBody()).how()).isEqualTo("200");
            assertThat(target.connectionsAccepted())
                    .as("the connection was sound")
                    .isEqualTo(1);
        }
    }

    @Test
    void readsNoMoreOfAnEndlessAnswerThanItKeeps() throws Exception {
        byte[] mebibyte = new byte[1024 * 1024];
        AtomicInteger written = new AtomicInteger();
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            out.write("HTTP/1.1 200 X\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1_024; i++) {
                out.write(mebibyte);
                written.incrementAndGet();
            }
            return false;
        })) {
            assertThat(rig.send(rig.to(target.uri()), TestCall.get("/")).how()).isEqualTo("RESPONSE_TOO_LARGE");
            // What the sockets' buffers hold on both sides comes on top.
            assertThat(written.get()).isLessThan(64);
        }
    }

    @Test
    void refusesAGibibyteByItsLengthAlone() throws Exception {
        try (ScriptedTarget target = raw("HTTP/1.1 200 X\r\nContent-Length: 1073741824\r\n\r\nx")) {
            Transports ways = rig.to(target.uri());
            assertThat(rig.send(ways, TestCall.get("/")).how()).isEqualTo("RESPONSE_TOO_LARGE");
            assertThat(rig.send(ways, TestCall.get("/").withoutBody()).how()).isEqualTo("RESPONSE_TOO_LARGE");
        }
    }

    @Test
    void tellsEveryWayInWhichATargetMisbehaves() throws Exception {
        Map<String, String> outcomes = Map.ofEntries(
                Map.entry("SSH-2.0-OpenSSH_9.2\r\n", "RESPONSE_INVALID"),
                Map.entry("\u0000\u0001\u0002\u0003\n", "RESPONSE_INVALID"),
                Map.entry("HTTP/1.1 200 X\r\nContent-Length: -1\r\n\r\n", "RESPONSE_INVALID"),
                Map.entry("HTTP/1.1 200 X\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "RESPONSE_INVALID"),
                Map.entry("HTTP/1.1 200 X\r\nContent-Length: 99999999999999999999\r\n\r\n", "RESPONSE_TOO_LARGE"),
                Map.entry("HTTP/1.1 200 X\r\nX: " + "y".repeat(70_000) + "\r\n\r\n", "RESPONSE_TOO_LARGE"),
                Map.entry("HTTP/1.1 200 X\r\n" + "X: y\r\n".repeat(20_000) + "\r\n", "RESPONSE_TOO_LARGE"),
                Map.entry("HTTP/1.1 200 X\r\nContent-Length: 10\r\n\r\nhalf", "CONNECTION_CLOSED"),
                Map.entry("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "CONNECTION_CLOSED"),
                Map.entry("HTTP/1.1 200 X\r\nContent-Le", "CONNECTION_CLOSED"),
                Map.entry("HTTP/1.1 200 X\r\n\r\nto the end", "200"),
                Map.entry("", "CONNECTION_CLOSED"));
        for (Map.Entry<String, String> entry : outcomes.entrySet()) {
            try (ScriptedTarget target = raw(entry.getKey())) {
                assertThat(rig.send(rig.to(target.uri()), TestCall.get("/")).how())
                        .as(entry.getKey()
                                .substring(0, Math.min(60, entry.getKey().length())))
                        .isEqualTo(entry.getValue());
            }
        }
    }

    @Test
    void readsHeadersThatComeByteByByte() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            for (byte b : ScriptedTarget.response(200, "{}")) {
                out.write(b);
                out.flush();
            }
            return true;
        })) {
            TestCall.Ended ended = rig.send(rig.to(target.uri()), TestCall.get("/"));

            assertThat(ended.how()).isEqualTo("200");
            assertThat(ended.body()).isEqualTo("{}");
        }
    }

    @Test
    void endsACallByItsOwnLimitBeforeThoseThatMayTakeLonger() throws Exception {
        try (ScriptedTarget target = silent()) {
            Transports ways = rig.to(target.uri());
            TestCall patient = TestCall.get("/patient");
            TestCall hasty = TestCall.get("/hasty").within(100);
            rig.begin(ways, patient);
            TestCall.Ended ended = rig.send(ways, hasty);

            assertThat(ended.how()).isEqualTo("REQUEST_TIMED_OUT");
            assertThat(ended.serviceNanos()).isBetween(100_000_000L, 1_000_000_000L);
            assertThat(patient.hasEnded()).isFalse();
        }
    }

    @Test
    void limitsTheWaitForAConnectionByTheCallsOwnLimit() throws Exception {
        rig.connections = 1;
        try (ScriptedTarget target = silent()) {
            Transports ways = rig.to(target.uri());
            rig.begin(ways, TestCall.get("/first"));

            assertThat(rig.send(ways, TestCall.get("/second").within(100)).how())
                    .isEqualTo("NO_CONNECTION");
        }
    }

    @Test
    void sharesItsConnectionsAmongTargetsAndClosesOneThatRestsForAnother() throws Exception {
        rig.connections = 1;
        try (ScriptedTarget first = ScriptedTarget.json("1");
                ScriptedTarget second = ScriptedTarget.json("2")) {
            Transports ways = rig.to(first.uri(), second.uri());
            List<String> bodies = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                bodies.add(rig.send(ways, TestCall.get("/").toTarget(i % 2)).body());
            }

            assertThat(bodies).containsExactly("1", "2", "1", "2", "1", "2");
            assertThat(ways.connections()).isEqualTo(1);
        }
    }

    @Test
    void letsNoTargetStarveAnother() throws Exception {
        rig.connections = 1;
        CountDownLatch release = new CountDownLatch(1);
        try (ScriptedTarget first = ScriptedTarget.start((request, out) -> {
                    release.await();
                    out.write(ScriptedTarget.response(200, "1"));
                    return true;
                });
                ScriptedTarget second = ScriptedTarget.json("2")) {
            Transports ways = rig.to(first.uri(), second.uri());
            TestCall busy = TestCall.get("/a");
            TestCall elsewhere = TestCall.get("/b").toTarget(1);
            TestCall later = TestCall.get("/c");
            rig.begin(ways, busy);
            rig.begin(ways, elsewhere);
            rig.begin(ways, later);
            rig.settle();
            release.countDown();

            assertThat(busy.await().body()).isEqualTo("1");
            assertThat(elsewhere.await().body()).isEqualTo("2");
            assertThat(later.await().body()).isEqualTo("1");
        }
    }

    @Test
    void tellsAFailingNameAndFollowsAChangingOne() throws Exception {
        AtomicReference<String> known = new AtomicReference<>("");
        AtomicLong nanos = new AtomicLong();
        rig.names = new HostNames(
                host -> {
                    if ("".equals(known.get())) {
                        throw new UnknownHostException(host);
                    }
                    return new InetAddress[] {InetAddress.getByName(known.get())};
                },
                work -> new Thread(work, "look-up").start(),
                nanos::get);
        try (ScriptedTarget target = closing()) {
            Transports ways =
                    rig.to(URI.create("http://shop.example:" + target.uri().getPort()));
            assertThat(rig.send(ways, TestCall.get("/")).how()).isEqualTo("NAME_UNRESOLVED");

            known.set("127.0.0.1");
            nanos.addAndGet(HostNames.FAILURE_KEPT.toNanos());
            TestCall.Ended found = rig.send(ways, TestCall.get("/"));
            assertThat(found.how()).isEqualTo("200");
            assertThat(found.lookUpNanos()).isPositive().isLessThanOrEqualTo(found.connectNanos());

            known.set("127.0.0.2");
            nanos.addAndGet(HostNames.KEPT.toNanos());
            assertThat(rig.send(ways, TestCall.get("/")).how())
                    .as("nobody listens at the new address")
                    .isEqualTo("CONNECT_FAILED");
        }
    }

    @Test
    void spreadsConnectionsOverTheAddressesOfAHost() throws Exception {
        rig.hosts = Map.of(
                "shop.example",
                List.of(
                        Route.literal("127.0.0.1").get(0),
                        Route.literal("127.0.0.2").get(0)));
        rig.connectTimeout = Duration.ofSeconds(2);
        try (ScriptedTarget target = closing()) {
            Transports ways =
                    rig.to(URI.create("http://shop.example:" + target.uri().getPort()));
            List<String> ends = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ends.add(rig.send(ways, TestCall.get("/")).how());
            }

            assertThat(ends)
                    .as("the target listens on the first address only")
                    .containsExactlyInAnyOrder("200", "200", "CONNECT_FAILED", "CONNECT_FAILED");
        }
    }

    @Test
    void tellsAConnectionThatIsNotOpenInTime() throws Exception {
        rig.connectTimeout = Duration.ofMillis(200);
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Transports ways = rig.to(URI.create("http://127.0.0.1:" + full.getLocalPort()));
            List<TestCall> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                TestCall call = TestCall.get("/").within(1_000);
                calls.add(call);
                rig.begin(ways, call);
            }
            List<String> ends = new ArrayList<>();
            for (TestCall call : calls) {
                ends.add(call.await().how());
            }

            assertThat(ends)
                    .as("its backlog takes two connections, which then are silent")
                    .contains("CONNECT_TIMED_OUT")
                    .isSubsetOf("CONNECT_TIMED_OUT", "REQUEST_TIMED_OUT");
        }
    }

    private static ScriptedTarget closing() {
        return raw("HTTP/1.1 200 X\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
    }

    private static ScriptedTarget silent() {
        CountDownLatch never = new CountDownLatch(1);
        return ScriptedTarget.start((request, out) -> {
            never.await();
            return false;
        });
    }

    private static ScriptedTarget raw(String answer) {
        return ScriptedTarget.start((request, out) -> {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                bytes.writeBytes(answer.getBytes(StandardCharsets.ISO_8859_1));
                bytes.writeTo(out);
            } catch (IOException e) {
                // The client has seen enough.
                return false;
            }
            return false;
        });
    }
}
