package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Request.WidgetMessage.Format;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.TokenKeys;
import io.breakwater.generator.data.DataFiles;
import io.breakwater.generator.data.DataFolders;
import io.breakwater.generator.http.ClientIdentities;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.sample.SampleSink;
import io.breakwater.generator.token.PlatformTokens;
import io.breakwater.generator.token.TokenFixture;
import io.breakwater.generator.widget.MessageBackend;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Before a run the target must repeat a signed text, as the platform asks when a URL is set. */
@Timeout(60)
class UrlVerificationTest {

    private static final Pattern ASKED = Pattern.compile(
            "GET /message\\?signature=([0-9a-f]{40})&echostr=([0-9]{10})&timestamp=([0-9]{10})&nonce=([0-9]{10}) HTTP/1.1");

    private final PlatformTokens tokens = new PlatformTokens(
            Optional.of(TokenKeys.of(TokenCipher.of("k", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="))),
            Clock.systemUTC());
    private final SessionWalk walk = new SessionWalk("g", Clock.systemUTC(), SampleSink.NOWHERE);
    private final MessageBackend backend = new MessageBackend();

    @AfterEach
    void close() throws Exception {
        walk.close();
    }

    @Test
    void preparesARunWhoseTargetRepeatsTheSignedText() throws Exception {
        credentials(Map.of());
        try (ScriptedTarget target = answering(echo -> echo)) {
            prepare(target, message("/message", true), message("/message", true));

            assertThat(target.requests()).as("one URL, asked once").hasSize(1);
        }
    }

    @Test
    void refusesARunWhoseTargetAnswersAnythingElse() throws Exception {
        credentials(Map.of());
        try (ScriptedTarget target = answering(echo -> "\"" + echo + "\"")) {
            assertThatThrownBy(() -> prepare(target, message("/message", true)))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.reasons())
                                    .singleElement()
                                    .asString()
                                    .startsWith("verify-url: session verify-url, step ask0: body ")
                                    .contains("verify-url: false leaves it out"));
        }
    }

    @Test
    void refusesARunWhoseTargetHasAnotherToken() throws Exception {
        credentials(Map.of("token", "another-token"));
        try (ScriptedTarget target = answering(echo -> echo)) {
            assertThatThrownBy(() -> prepare(target, message("/message", true)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("verify-url");
        }
    }

    @Test
    void asksNothingWhereItIsSwitchedOffOrThePathIsNoFixedOne() throws Exception {
        credentials(Map.of());
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            prepare(target, message("/message", false), message("/message?a=${uuid()}", true));

            assertThat(target.requests()).isEmpty();
        }
    }

    @Test
    void tellsWhichCredentialIsWrongWithoutShowingIt() throws Exception {
        credentials(Map.of("encoding_aes_key", "too-short-a-key"));
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            assertThatThrownBy(() -> prepare(target, message("/message", false)))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.reasons())
                                    .containsExactly(
                                            "message credentials of demo-widget: encoding_aes_key: 15 characters, or others"
                                                    + " than letters and digits (expected: 43 letters and digits)"));
        }
    }

    private void credentials(Map<String, String> others) {
        Map<String, String> fields = new HashMap<>(MessageBackend.fields());
        fields.putAll(others);
        TokenFixture.set(tokens.slot("demo-widget"), fields);
    }

    private ScriptedTarget answering(UnaryOperator<String> answer) {
        return ScriptedTarget.start((request, out) -> {
            Matcher asked = ASKED.matcher(request.line());
            boolean genuine = asked.matches() && asked.group(1).equals(signature(asked.group(3), asked.group(4)));
            out.write(
                    genuine
                            ? ScriptedTarget.response(200, answer.apply(asked.group(2)))
                            : ScriptedTarget.response(403, "denied"));
            return true;
        });
    }

    private String signature(String timestamp, String nonce) {
        try {
            return backend.sign(timestamp, nonce);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(nonce, e);
        }
    }

    private void prepare(ScriptedTarget target, Request... messages) throws Exception {
        Step[] steps = new Step[messages.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Step.of("ask" + i, messages[i], List.of());
        }
        Scenario scenario = Scenarios.of(
                target.uri(), limits(Duration.ofSeconds(5), 10, 10), hold(1, Duration.ofSeconds(1)), steps);
        new Preparation(
                        "g",
                        new TargetPreparation(
                                new AllowedTargets(AllowedTargets.LOOPBACK),
                                HostNames.ofSystem(),
                                new ClientIdentities(Optional.empty())),
                        new DataFiles(URI.create("http://127.0.0.1:1"), DataFolders.temporary()),
                        tokens,
                        new CountDownLatch(0),
                        walk)
                .prepare(new RunPlan("run-1", "org", scenario, List.of(), List.of(new RunPart("g", 0))), () -> true);
    }

    private static Request message(String path, boolean verifyUrl) {
        return new Request.WidgetMessage(
                "demo-widget",
                Optional.empty(),
                path,
                Map.of(),
                "gh_demo",
                "o-1",
                "{}",
                Body.Escaping.NONE,
                Format.JSON,
                1,
                verifyUrl,
                Optional.empty());
    }
}
