package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.TokenFields;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.system.client.RunView;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages of a search widget, encrypted and signed, through the whole flow; the target decrypts and answers them by itself. */
@ExtendWith(SharedStack.class)
class WidgetMessagesIT {

    private static final String BINDING = "demo-widget";
    private static final int PER_SECOND = 50;
    private static final int WARM_UP_SECONDS = 4;
    private static final int SECONDS = 6;

    @BeforeEach
    void handOutTheCredentials(SystemStack stack) throws Exception {
        TokenFields fields = new TokenFields(Map.of(
                "token",
                "breakwaterwidget",
                "encoding_aes_key",
                "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
                "app_id",
                "wx0123456789abcdef"));
        Instant now = Instant.now();
        PlatformToken sealed = TokenCipher.of("local", stack.tokenKey())
                .encrypt(BINDING, 0, 1, fields, now, now.plus(Duration.ofDays(1)));
        stack.topics().write(Topic.PLATFORM_TOKENS, sealed.key(), EventCodec.encode(sealed));
    }

    @AfterEach
    void putTheTokenBack(SystemStack stack) {
        stack.backend().behave(Map.of("message-token", "breakwaterwidget"));
    }

    @Test
    void measuresMessagesInSecureModeWithTheTimeForCryptographyBesideThem(SystemStack stack) throws Exception {
        stack.runs().store(scenario(), cases());

        RunView run = stack.runs().awaitEnd(stack.runs().start("widget-secure"));

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(run.runId());
        long all = (long) PER_SECOND * (WARM_UP_SECONDS + SECONDS);
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.run().completed()).isEqualTo(all);
        assertThat(verdict.run().businessFailures()).isZero();
        assertThat(verdict.run().cryptography().messages()).isEqualTo(all);
        assertThat(verdict.run().cryptography().meanMicros()).isPositive();
        assertThat(stack.backend().counts().receivedByPath())
                .as("on the target, the URL's verification included")
                .containsEntry("/message", all + 1);
        assertThat(stack.backend().counts().answeredByStatus()).containsOnlyKeys("200");
    }

    /** The control: the same run against a target whose Token is another one. */
    @Test
    void refusesARunWhoseTargetDoesNotVerifyTheUrl(SystemStack stack) throws Exception {
        stack.backend().behave(Map.of("message-token", "anothertoken"));
        stack.runs().store(scenario(), cases());

        RunView run = stack.runs().awaitEnd(stack.runs().start("widget-secure"));

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FAILED_TO_START);
        assertThat(run.toString()).contains("verify-url: session verify-url, step widget-query: ");
        assertThat(stack.backend().counts().receivedByPath()).containsEntry("/message", 1L);
    }

    private static Map<String, String> cases() {
        String lines = IntStream.range(0, 500)
                .mapToObj(i -> "{\"type\": 1, \"slot_list\": [{\"key\": \"waybill\", \"value\": \"SF"
                        + (100_000_000 + i) + "\"}]}\n")
                .collect(Collectors.joining());
        return Map.of("widget-cases.jsonl", lines);
    }

    private static String scenario() throws IOException {
        Path file = ProjectHome.find().folder().resolve("infra/target/scenarios/widget-secure.yaml");
        return Files.readString(file)
                .replaceFirst("target: http://\\S+", "target: TARGET")
                .replace(
                        "- hold: 200/s\n      for: 30m",
                        "- { hold: " + PER_SECOND + "/s, for: " + WARM_UP_SECONDS + "s, warm-up: true }\n    - { hold: "
                                + PER_SECOND + "/s, for: " + SECONDS + "s }");
    }
}
