package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.system.client.RunView;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A platform token from an API that the test itself calls: the first method of mini-program tests. Any API of that shape will
 * do; here it is WeChat's stable_token, which gives everybody the same token until it is nearly over.
 */
@ExtendWith(SharedStack.class)
class TokenApiIT {

    private static final String API = """
                    post: %s/cgi-bin/stable_token
                    json:
                      grant_type: client_credential
                      appid: wx00000000000000cc
                      secret: "%s"
            """;

    @BeforeEach
    void knowTheApplication(SystemStack stack) {
        stack.backend().behave(Map.of("any-app", "true"));
    }

    @AfterEach
    void forgetTheApplication(SystemStack stack) {
        stack.backend().behave(Map.of("any-app", "false"));
    }

    @Test
    void bringsTheTokenThatAStepFetchedToTheEventPage(SystemStack stack) throws Exception {
        RunVerdict verdict = run(stack, "c".repeat(32), "$.access_token");

        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(stack.backend().counts().answeredByBusinessCode().get("0")).isEqualTo(100);
    }

    @Test
    void tellsARefusedTokenFromABusinessFailureThoughItIsAValueOnly(SystemStack stack) throws Exception {
        RunVerdict verdict = run(stack, "c".repeat(32), "$.expires_in");

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.run().tokenRefusals()).isEqualTo(100);
        assertThat(verdict.run().businessFailures()).isZero();
        assertThat(verdict.tokens()).singleElement().satisfies(token -> {
            assertThat(token.token()).isEqualTo("access_token");
            assertThat(token.refused()).isEqualTo(100);
        });
    }

    private static RunVerdict run(SystemStack stack, String secret, String tokenPath) throws Exception {
        Path file = ProjectHome.find().folder().resolve("infra/target/scenarios/token-api.yaml");
        String scenario = Files.readString(file)
                .replaceFirst("target: http://\\S+", "target: TARGET")
                .replaceFirst(
                        " *get: http://\\S+/api/tokens/demo-shop\\n.*X-Api-Key.*\\n",
                        API.formatted(stack.backend().controlAddress(), secret))
                .replace("extract: { access_token: $.access_token }", "extract: { access_token: " + tokenPath + " }")
                .replace("for: 2m", "for: 2s");
        stack.runs().store(scenario, Map.of("api-key.csv", "key\nnone\n"));

        RunView run = stack.runs().awaitEnd(stack.runs().start("token-api"));

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        return stack.reports().awaitFinalVerdict(run.runId());
    }
}
