package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BehaviourIT {

    private final TargetClient client = new TargetClient(Map.of());

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void takesItsServiceTimeForEachRequestWithoutHoldingUpOthers() throws Exception {
        client.target.change("service-time", "200ms");

        long beginNanos = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> answers =
                Stream.generate(() -> client.getLater("/hello")).limit(20).toList();
        answers.forEach(CompletableFuture::join);
        long tookMillis = (System.nanoTime() - beginNanos) / 1_000_000;

        // One after the other they would take 4,000 ms.
        assertThat(tookMillis).isBetween(200L, 2_000L);
    }

    @Test
    void answersNothingDuringAStallWhileTheControlPortGoesOn() throws Exception {
        client.target.change("stall", "23h/24h@0ms");

        CompletableFuture<HttpResponse<String>> hello = client.getLater("/hello");
        CompletableFuture<HttpResponse<String>> unknown = client.getLater("/nowhere");
        JsonNode during = client.backendCounts();
        while (during.path("received").intValue() < 2) {
            during = client.backendCounts();
        }

        assertThat(during.path("waiting").intValue()).isEqualTo(2);
        assertThat(during.path("answered").intValue()).isZero();
        assertThat(hello).isNotDone();
        assertThat(unknown).isNotDone();
    }

    @Test
    void answersWhatWaitedAtTheEndOfTheStall() throws Exception {
        client.target.change("stall", "300ms/1h@0ms");

        long beginNanos = System.nanoTime();
        assertThat(client.get("/hello").statusCode()).isEqualTo(200);

        assertThat(System.nanoTime() - beginNanos)
                .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
    }

    @Test
    void holdsAnAnswerBackThatFallsDueWithinAStall() throws Exception {
        client.target.change("service-time", "100ms");
        client.target.change("stall", "300ms/1h@50ms");

        long beginNanos = System.nanoTime();
        client.get("/hello");

        assertThat(System.nanoTime() - beginNanos)
                .isGreaterThanOrEqualTo(Duration.ofMillis(349).toNanos());
    }

    @Test
    void failsTheShareOfRequestsThatWasSetAndTheSameOnesWithTheSameSeed() throws Exception {
        client.target.change("error-share", "25%");

        List<Integer> first = statuses(200);
        client.target.resetCounts();
        List<Integer> second = statuses(200);

        assertThat(first).containsOnly(200, 500).isEqualTo(second);
        // Binomial(200, 0.25): mean 50, deviation 6.1; seeded, so the bound is for changed seeds only.
        assertThat(first.stream().filter(status -> status == 500).count()).isBetween(25L, 75L);
    }

    private List<Integer> statuses(int count) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statuses.add(client.get("/hello").statusCode());
        }
        return statuses;
    }

    @Test
    void answersAFailureOfItsOwnInTheWordsOfTheWidgetContract() throws Exception {
        client.target.change("error-share", "100%");

        assertThat(client.post("/widget", "{}").body()).isEqualTo("{\"err_code\":-3,\"err_msg\":\"system error\"}");
    }

    @Test
    void resetsTheConnectionInsteadOfAnAnswer() throws Exception {
        client.target.change("reset-share", "100%");

        assertThatThrownBy(() -> client.post("/widget", "{}")).isInstanceOf(IOException.class);
        assertThat(client.backendCounts().path("reset").intValue()).isEqualTo(1);
        assertThat(client.backendCounts().path("answered").intValue()).isZero();
    }

    @Test
    void refusesConnectionsUntilToldOtherwiseAndThenListensOnTheSamePort() throws Exception {
        assertThat(client.get("/hello").statusCode()).isEqualTo(200);
        int port = client.target.port();

        client.control("PUT", "/control", "{\"refuse\":true}");
        assertThatThrownBy(() -> client.get("/hello")).isInstanceOf(ConnectException.class);
        assertThat(client.backendCounts().path("openConnections").intValue()).isZero();

        client.control("PUT", "/control", "{\"refuse\":false}");
        assertThat(client.target.port()).isEqualTo(port);
        assertThat(client.get("/hello").statusCode()).isEqualTo(200);
    }

    @Test
    void goesOnRefusingWhenSomebodyElseTookItsPortMeanwhile() throws Exception {
        client.target.change("refuse", "true");
        HttpResponse<String> taken;
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), client.target.port()));
            taken = client.control("PUT", "/control", "{\"refuse\":false}");
        }

        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(TargetClient.json(taken).path("detail").stringValue())
                .startsWith("port: " + client.target.port() + " cannot be opened on 127.0.0.1: ");
        assertThat(client.state().path("settings").path("refuse").stringValue()).isEqualTo("true");
        client.target.change("refuse", "false");
        assertThat(client.get("/hello").statusCode()).isEqualTo(200);
    }

    @Test
    void countsARequestAsAbandonedWhoseConnectionEndsBeforeItsAnswer() throws Exception {
        client.target.change("service-time", "1h");
        CompletableFuture<HttpResponse<String>> hello = client.getLater("/hello");
        while (client.target.received() == 0) {
            Thread.onSpinWait();
        }

        client.target.change("refuse", "true");

        assertThatThrownBy(hello::join).hasCauseInstanceOf(IOException.class);
        assertThat(client.backendCounts().path("abandoned").intValue()).isEqualTo(1);
        assertThat(client.backendCounts().path("waiting").intValue()).isZero();
    }

    @Test
    void countsEachRequestByPathStatusBusinessCodeAndSecond() throws Exception {
        Instant before = Instant.now();
        for (int i = 0; i < 5; i++) {
            client.get("/hello");
        }
        client.post("/widget", "{}");
        client.post("/widget", "{\"type\":1,\"slot_list\":[{\"key\":\"waybill\",\"value\":\"JD12345678\"}]}");
        client.get("/nowhere");

        JsonNode counts = client.backendCounts();
        assertThat(counts.path("received").intValue()).isEqualTo(8);
        assertThat(counts.path("answered").intValue()).isEqualTo(8);
        assertThat(counts.path("receivedByPath").toString())
                .isEqualTo(
                        "{\"/widget\":2,\"/event\":0,\"/pay\":0,\"/hello\":5,\"/message\":0,\"/event/wechat\":0,\"/event/alipay\":0,"
                                + "\"/event/alipay-plus\":0,\"/event/douyin\":0,\"unreadable\":0,\"other\":1}");
        assertThat(counts.path("answeredByStatus").toString()).isEqualTo("{\"200\":7,\"404\":1}");
        assertThat(counts.path("answeredByBusinessCode").toString()).isEqualTo("{\"-2\":1,\"0\":1}");
        assertThat(counts.path("arrivalsPerSecond")
                        .valueStream()
                        .mapToInt(JsonNode::intValue)
                        .sum())
                .isEqualTo(8);
        Instant first = Instant.parse(counts.path("firstArrival").stringValue());
        assertThat(first)
                .isBetween(
                        before.minusMillis(50),
                        Instant.parse(counts.path("lastArrival").stringValue()));
        assertThat(Instant.parse(counts.path("firstSecond").stringValue()).getEpochSecond())
                .isEqualTo(first.getEpochSecond());
    }

    @Test
    void doesNotCountAnAnswerToARequestFromBeforeTheReset() throws Exception {
        client.target.change("service-time", "300ms");
        CompletableFuture<HttpResponse<String>> before = client.getLater("/hello");
        while (client.target.received() == 0) {
            Thread.onSpinWait();
        }

        client.control("POST", "/control/reset", "");
        before.join();

        JsonNode counts = client.backendCounts();
        assertThat(counts.path("received").intValue()).isZero();
        assertThat(counts.path("answered").intValue()).isZero();
        assertThat(counts.path("waiting").intValue()).isZero();
    }
}
