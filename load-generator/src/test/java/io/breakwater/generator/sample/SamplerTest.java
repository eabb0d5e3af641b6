package io.breakwater.generator.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.sample.RequestSample.Stage;
import io.breakwater.events.sample.RequestSample.Waterfall;
import io.breakwater.events.sample.RequestSample.Why;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Sampling;
import io.breakwater.events.scenario.Step;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.token.TokenSlot;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.HandedValues;
import io.breakwater.generator.value.Sequences;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.value.ValueNames;
import io.breakwater.generator.value.Values;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final long START_NANOS = 5_000_000_000L;

    private final List<RequestSample> kept = new ArrayList<>();
    private final ValueNames names = ValueNames.of(List.of("orderToken", "user", "accessToken"));
    private final Sources sources = new Sources(new RunData(Map.of(), Map.of()), binding -> new TokenSlot(), names);
    private final Values values = new Values(names, new HandedValues(names));
    private long nowNanos = START_NANOS;
    private final Filling filling = new Filling(new Sequences(0, 0, 1));

    @Test
    void picksAnEvenShareOfAllRequests() {
        Sampler sampler = sampler(new Sampling(0.25, 0, 100), Stage.LOAD);
        Exchange exchange = sampler.newExchange();

        for (int i = 0; i < 20; i++) {
            send(sampler, exchange, 200, "{\"errcode\":0}");
        }

        assertThat(kept).hasSize(5).allMatch(sample -> sample.why() == Why.SHARE);
    }

    @Test
    void picksNoMoreThanAHundredASecondHoweverManyTheShareIs() {
        Sampler sampler = sampler(new Sampling(0.5, 0, 100), Stage.LOAD);
        Exchange exchange = sampler.newExchange();

        for (int i = 0; i < 1_000; i++) {
            send(sampler, exchange, 200, "{\"errcode\":0}");
        }
        assertThat(kept).hasSize(100);

        nowNanos += 1_000_000_000L;
        for (int i = 0; i < 20; i++) {
            send(sampler, exchange, 200, "{\"errcode\":0}");
        }
        assertThat(kept).hasSize(110);
    }

    @Test
    void sendsATraceContextAlongWithWhatIsPickedAndWithNothingElse() {
        Sampler sampler = sampler(new Sampling(0.5, 0, 100), Stage.LOAD);
        Exchange exchange = sampler.newExchange();

        filling.of(new int[0], values, 0);
        sampler.begin(exchange, 0, filling);
        assertThat(filling.headers().length()).isZero();
        assertThat(exchange.isSampled()).isFalse();
        filling.of(new int[0], values, 0);
        sampler.begin(exchange, 0, filling);
        String line = filling.headers().toString();

        assertThat(line).matches("traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01\r\n");
        assertThat(sampler.needsAnswer(exchange, 0)).isTrue();
        rendered(sampler, exchange, request("GET /a HTTP/1.1\r\n\r\n"));
        end(sampler, exchange, RequestOutcome.SUCCEEDED, answer(200, ""));
        assertThat(line).contains(kept.get(0).traceparent());
    }

    @Test
    void givesTheSameTraceContextsFromTheSameSeed() {
        assertThat(contexts(7)).isEqualTo(contexts(7)).doesNotHaveDuplicates();
        assertThat(contexts(7)).doesNotContainAnyElementsOf(contexts(8));
        // Nor the same series one place further on, as neighbouring seeds of SplitMix64 would give.
        assertThat(String.join("", contexts(7)))
                .doesNotContain(contexts(7 + 0x9E3779B97F4A7C15L).get(0).substring(3, 19));
    }

    @Test
    void keepsEachKindOfFailureUpToItsNumberWithTheCheckThatFailed() {
        Sampler sampler = sampler(new Sampling(0, 2, 100), Stage.LOAD);
        Exchange exchange = sampler.newExchange();

        for (int i = 0; i < 5; i++) {
            send(sampler, exchange, 200, "{\"errcode\":7}");
            send(sampler, exchange, 500, "{\"errcode\":0}");
            send(sampler, exchange, 200, "{\"errcode\":0}");
            fail(sampler, exchange, RequestOutcome.REQUEST_TIMED_OUT);
        }

        assertThat(kept).hasSize(6).allMatch(sample -> sample.why() == Why.FAILURE);
        assertThat(kept.stream().map(RequestSample::failures))
                .containsExactlyInAnyOrder(
                        List.of("json $.errcode 0"),
                        List.of("json $.errcode 0"),
                        List.of("request status failed: 500"),
                        List.of("request status failed: 500"),
                        List.of("request request timed out"),
                        List.of("request request timed out"));
        assertThat(kept.get(0).sent().body()).isEqualTo("{\"user\":\"ann\"}");
    }

    @Test
    void looksMoreCloselyAtAStepThatHasFailed() {
        Sampler sampler = sampler(new Sampling(0, 2, 100), Stage.LOAD);
        Exchange exchange = sampler.newExchange();

        assertThat(sampler.needsAnswer(exchange, 0)).isFalse();
        send(sampler, exchange, 500, "");
        assertThat(sampler.needsAnswer(exchange, 0)).isTrue();
        for (int i = 0; i < 1_000; i++) {
            send(sampler, exchange, 200, "{\"errcode\":0}");
        }
        assertThat(sampler.needsAnswer(exchange, 0)).isFalse();
    }

    @Test
    void keepsEverythingBeforeAndAfterTheLoad() {
        Sampler sampler = sampler(new Sampling(0, 0, 100), Stage.BEFORE);
        Exchange exchange = sampler.newExchange();

        send(sampler, exchange, 200, "{\"errcode\":0}");
        send(sampler, exchange, 200, "{\"errcode\":0}");

        assertThat(kept).hasSize(2).allMatch(sample -> sample.why() == Why.ALL && sample.stage() == Stage.BEFORE);
    }

    @Test
    void tellsWhereTheTimeWentAndCutsBodies() {
        Sampler sampler = sampler(new Sampling(1, 0, 10), Stage.LOAD);
        Exchange exchange = sampler.newExchange();

        send(sampler, exchange, 200, "{\"errcode\":0,\"x\":\"long\"}");

        RequestSample sample = kept.get(0);
        assertThat(sample.intendedStart()).isEqualTo(START.plusMillis(1));
        assertThat(sample.scheduleLagMicros()).isEqualTo(500);
        assertThat(sample.serviceTimeMicros()).isEqualTo(300);
        assertThat(sample.waterfall()).isEqualTo(new Waterfall(10, 30, 20, 50, 150, 100));
        assertThat(sample.sent().method()).isEqualTo("POST");
        assertThat(sample.sent().url()).isEqualTo("http://shop:1/buy?u=1");
        assertThat(sample.sent().headers()).contains("Host: shop:1");
        assertThat(sample.sent().body()).isEqualTo("{\"user\":\"a");
        assertThat(sample.sent().cut()).isTrue();
        assertThat(sample.received().orElseThrow().body()).isEqualTo("{\"errcode\"");
        assertThat(sample.received().orElseThrow().cut()).isTrue();
        assertThat(sample.received().orElseThrow().headers()).containsExactly("server: test");
    }

    @Test
    void hidesSecretsWhereverTheyStand() {
        Sampler sampler = sampler(new Sampling(1, 0, 1_000), Stage.LOAD);
        Exchange exchange = sampler.newExchange();
        byte[] secret = "order/7 secret".getBytes(UTF_8);
        values.set(names.slot("orderToken"), secret, 0, secret.length);
        filling.of(new int[0], values, 0);
        sampler.begin(exchange, 0, filling);
        rendered(
                sampler,
                exchange,
                request(
                        "POST /buy?t=order%2F7%20secret&access_token=abc HTTP/1.1\r\nAuthorization: Bearer zzzz9999\r\n"
                                + "X-Plat: PLATFORM-TOKEN\r\nCookie: sid=5\r\n\r\n{\"o\":\"order/7 secret\",\"session_key\":\"k\"}"));
        end(sampler, exchange, RequestOutcome.SUCCEEDED, answer(200, "{\"errcode\":0,\"echo\":\"zzzz9999\"}"));

        RequestSample sample = kept.get(0);
        assertThat(sample.toString())
                .doesNotContain("order/7", "order%2F7", "zzzz9999", "PLATFORM-TOKEN", "sid=5", "abc");
        assertThat(sample.sent().url()).isEqualTo("http://shop:1/buy?t=***&access_token=***");
        assertThat(sample.sent().headers()).containsExactly("Authorization: ***", "X-Plat: ***", "Cookie: ***");
        assertThat(sample.sent().body()).isEqualTo("{\"o\":\"***\",\"session_key\":\"***\"}");
        assertThat(sample.used()).containsEntry("orderToken", "***").containsEntry("user", "ann");
    }

    @Test
    void dropsAndCountsWhatFindsTheQueueFull() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger dropped = new AtomicInteger();
        SampleQueue queue = new SampleQueue(
                (sample, drop) -> {
                    first.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    drop.run();
                },
                2);
        send(sampler(new Sampling(1, 0, 10), Stage.LOAD), new Exchange(), 200, "");
        RequestSample any = kept.get(0);

        queue.offer(() -> any, dropped::incrementAndGet);
        first.await();
        queue.offer(() -> any, dropped::incrementAndGet);
        queue.offer(() -> any, dropped::incrementAndGet);
        assertThat(dropped).hasValue(0);
        queue.offer(() -> any, dropped::incrementAndGet);
        assertThat(dropped).as("no room for the fourth").hasValue(1);
        go.countDown();
        queue.close();
        assertThat(dropped).as("and the brokers took none").hasValue(4);
        assertThat(queue.dropped()).isEqualTo(4);
    }

    private List<String> contexts(long seed) {
        TraceParent trace = new TraceParent(seed);
        List<String> contexts = new ArrayList<>();
        byte[] bytes = new byte[TraceParent.LENGTH];
        for (int i = 0; i < 100; i++) {
            trace.next(bytes);
            contexts.add(new String(bytes, UTF_8));
        }
        return contexts;
    }

    @Test
    void hidesSecretsThatTheScenarioPutsIntoEveryRequest() {
        byte[] secret = "s-4711-secret".getBytes(UTF_8);
        values.set(names.slot("accessToken"), secret, 0, secret.length);
        Sampler sampler = sampler(new Sampling(1, 0, 1_000), Stage.LOAD);
        Exchange exchange = sampler.newExchange();

        filling.of(new int[0], values, 0);
        sampler.begin(exchange, 0, filling);
        rendered(sampler, exchange, request("GET /buy HTTP/1.1\r\nX-Auth: s-4711-secret\r\n\r\n"));
        end(sampler, exchange, RequestOutcome.SUCCEEDED, answer(200, "{\"errcode\":0,\"echo\":\"s-4711-secret\"}"));

        assertThat(kept.get(0).sent().headers()).containsExactly("X-Auth: ***");
        assertThat(kept.get(0).toString()).doesNotContain("4711");
    }

    private Sampler sampler(Sampling sampling, Stage stage) {
        byte[] user = "ann".getBytes(UTF_8);
        values.set(names.slot("user"), user, 0, user.length);
        Step step = Step.of(
                "buy",
                Request.Http.of(
                        Request.Http.Method.GET, "/buy?t=${orderToken}", Map.of("X-U", "${user}"), Optional.empty()),
                List.of(Check.in(Check.Subject.JSON, "$.errcode", List.of("0"))));
        return new Sampler(
                new Sampler.Origin("run-1", "g1", START, START_NANOS, () -> List.of("PLATFORM-TOKEN"), Set.of("gate")),
                sampling,
                List.of(SampledStep.of(stage, "shop", step, "http://shop:1", sources, List.of("${accessToken}"))),
                1,
                () -> nowNanos,
                (sample, dropped) -> kept.add(sample.get()));
    }

    private void send(Sampler sampler, Exchange exchange, int status, String body) {
        filling.of(new int[0], values, 0);
        sampler.begin(exchange, 0, filling);
        rendered(sampler, exchange, request("POST /buy?u=1 HTTP/1.1\r\nHost: shop:1\r\n\r\n{\"user\":\"ann\"}"));
        RequestOutcome outcome = status < 300 ? RequestOutcome.SUCCEEDED : RequestOutcome.STATUS_FAILED;
        end(sampler, exchange, outcome, answer(status, body));
    }

    private void fail(Sampler sampler, Exchange exchange, RequestOutcome outcome) {
        filling.of(new int[0], values, 0);
        sampler.begin(exchange, 0, filling);
        rendered(sampler, exchange, request("GET / HTTP/1.1\r\n\r\n"));
        end(sampler, exchange, outcome, null);
    }

    private void rendered(Sampler sampler, Exchange exchange, ByteBuf request) {
        sampler.rendered(exchange, 0, request, filling);
    }

    private void end(Sampler sampler, Exchange exchange, RequestOutcome outcome, @Nullable Response response) {
        exchange.timed(
                START_NANOS + 1_000_000,
                START_NANOS + 1_500_000,
                START_NANOS + 1_800_000,
                10_000,
                30_000,
                20_000,
                50_000,
                200_000);
        boolean right = response != null
                && new String(response.body().bytes(), 0, response.body().length(), UTF_8).contains("\"errcode\":0");
        sampler.ended(
                exchange,
                0,
                outcome,
                right ? BusinessOutcome.SUCCEEDED : BusinessOutcome.FAILED,
                response,
                filling.of(new int[0], values, 0));
    }

    private static Response answer(int status, String body) {
        Response response = new Response();
        response.status(status);
        byte[] bytes = body.getBytes(UTF_8);
        response.body().append(bytes, 0, bytes.length);
        byte[] header = "Servertest".getBytes(UTF_8);
        response.headers().add(header, 0, 6, 6, 4);
        return response;
    }

    private static ByteBuf request(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }
}
