package io.breakwater.cli.debug;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.terminal.CapturedTerminal;
import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.sample.RequestSample.Received;
import io.breakwater.events.sample.RequestSample.Sent;
import io.breakwater.events.sample.RequestSample.Stage;
import io.breakwater.events.sample.RequestSample.Waterfall;
import io.breakwater.events.sample.RequestSample.Why;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.ScenarioReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExchangeTextTest {

    private static final Scenario SCENARIO = ScenarioReader.read("""
                    scenario: shop
                    target: http://127.0.0.1:1
                    sessions:
                      - session: buy
                        steps:
                          - step: pay
                            get: /pay
                            expect: [ { status: 200 }, { json: $.errcode, equals: 0 } ]
                    load: { open: [ { hold: 1/s, for: 1s } ] }
                    """).scenario().orElseThrow();

    private final CapturedTerminal captured = new CapturedTerminal(false);
    private final ExchangeText text = new ExchangeText(SCENARIO, captured.terminal());

    @Test
    void showsWhatWasSentAnsweredAndExpected() {
        text.show(sample(
                List.of("json $.errcode 0"),
                Optional.of(new Received(200, List.of("server: x"), "{\"errcode\":7}", false))));
        text.showEnd();

        assertThat(captured.out().lines())
                .contains("session buy")
                .anyMatch(line -> line.startsWith("pay  ") && line.endsWith("200   300 us   FAILED"))
                .contains(
                        "  POST http://shop/pay?a=1",
                        "    Authorization: ***",
                        "  answer 200",
                        "    server: x",
                        "    {\"errcode\":7}",
                        "  used        user = ann",
                        "  checks      ok      status 200",
                        "              FAILED  json $.errcode 0",
                        "1 request, 1 failed: pay")
                .anyMatch(line -> line.matches(" {2}connect +100 us {2}\u2588+"))
                .anyMatch(line -> line.matches(" {2}download +100 us {2} +\u2588+"));
    }

    @Test
    void showsMessagesBeforeTheyWereEncryptedAndDecrypted() {
        RequestSample plain = sample(
                List.of(),
                Optional.of(new Received(200, List.of(), "{\"Encrypt\":\"x\"}", false, "{\"Content\":\"y\"}")));
        text.show(new RequestSample(
                plain.runId(),
                plain.generatorId(),
                plain.session(),
                plain.step(),
                plain.stage(),
                plain.intendedStart(),
                plain.scheduleLagMicros(),
                plain.serviceTimeMicros(),
                plain.outcome(),
                plain.business(),
                plain.failures(),
                plain.why(),
                new RequestSample.Sent(
                        "POST", "http://w/message", List.of(), "{\"Encrypt\":\"z\"}", false, "{\"Query\":\"q\"}"),
                plain.redirects(),
                plain.received(),
                plain.waterfall(),
                plain.used(),
                plain.extracted(),
                plain.traceparent()));

        assertThat(captured.out().lines())
                .containsSubsequence(
                        "    {\"Encrypt\":\"z\"}",
                        "  before it was encrypted",
                        "    {\"Query\":\"q\"}",
                        "  answer 200",
                        "    {\"Encrypt\":\"x\"}",
                        "  decrypted",
                        "    {\"Content\":\"y\"}");
    }

    @Test
    void saysThatNoAnswerCame() {
        text.show(sample(List.of("request connect failed"), Optional.empty()));

        assertThat(captured.out().lines())
                .anyMatch(line -> line.endsWith("no answer   300 us   FAILED"))
                .contains("  checks      -       status 200", "              FAILED  request connect failed");
    }

    @Test
    void keepsWithinTheTerminal() {
        String wide = "\u5305\u88f9".repeat(200) + "x".repeat(300);
        text.show(sample(List.of(), Optional.of(new Received(200, List.of("x: " + wide), wide, true))));

        assertThat(captured.out().lines()).allMatch(line -> TextLines.width(line) <= 100);
        assertThat(captured.out()).contains("(cut off here)");
    }

    @Test
    void writesLongJsonWithOneValueALineAndShowsNoControlCharacters() {
        assertThat(TextLines.readable("{\"a\":[1,{\"b\":\"x, {y}\\\"\"}],\"c\":{}}", 10))
                .containsExactly(
                        "{",
                        "  \"a\": [",
                        "    1,",
                        "    {",
                        "      \"b\": \"x, {y}\\\"\"",
                        "    }",
                        "  ],",
                        "  \"c\": {",
                        "  }",
                        "}");
        assertThat(TextLines.readable("{\"a\":1}", 10)).containsExactly("{\"a\":1}");
        assertThat(TextLines.wrapped("a\u001b[2Jb", 80)).containsExactly("a\u00b7[2Jb");
    }

    private static RequestSample sample(List<String> failures, Optional<Received> received) {
        return new RequestSample(
                "debug",
                "debug",
                "buy",
                "pay",
                Stage.DEBUG,
                Instant.EPOCH,
                0,
                300,
                received.isPresent() ? RequestOutcome.SUCCEEDED : RequestOutcome.CONNECT_FAILED,
                failures.isEmpty() ? BusinessOutcome.SUCCEEDED : BusinessOutcome.FAILED,
                failures,
                Why.ALL,
                new Sent("POST", "http://shop/pay?a=1", List.of("Authorization: ***"), "", false),
                List.of("302 GET http://shop/paid"),
                received,
                new Waterfall(0, 100, 0, 0, 200, 100),
                Map.of("user", "ann"),
                Map.of(),
                "");
    }
}
