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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A platform token from an API that the test itself calls, here token-service's own: the first method of mini-program tests. */
@ExtendWith(SharedStack.class)
class TokenApiIT {

    @Test
    void bringsTheTokenThatAStepFetchedToTheEventPage(SystemStack stack) throws Exception {
        RunVerdict verdict = run(stack, SystemStack.TOKEN_API_KEY, "$.access_token");

        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(stack.backend().counts().answeredByBusinessCode().get("0")).isEqualTo(100);
    }

    @Test
    void tellsARefusedTokenFromABusinessFailureThoughItIsAValueOnly(SystemStack stack) throws Exception {
        RunVerdict verdict = run(stack, SystemStack.TOKEN_API_KEY, "$.expires_in");

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.run().tokenRefusals()).isEqualTo(100);
        assertThat(verdict.run().businessFailures()).isZero();
        assertThat(verdict.tokens()).singleElement().satisfies(token -> {
            assertThat(token.token()).isEqualTo("access_token");
            assertThat(token.refused()).isEqualTo(100);
        });
    }

    @Test
    void asControlGetsNoTokenWithAnotherKey(SystemStack stack) throws Exception {
        RunVerdict verdict = run(stack, "a-key-of-somebody-else", "$.access_token");

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.run().completed())
                .as("nobody comes to the second step")
                .isEqualTo(100);
    }

    private static RunVerdict run(SystemStack stack, String apiKey, String tokenPath) throws Exception {
        Path file = ProjectHome.find().folder().resolve("infra/target/scenarios/token-api.yaml");
        String scenario = Files.readString(file)
                .replaceFirst("target: http://\\S+", "target: TARGET")
                .replaceFirst("http://\\S+(?=/api/tokens)", stack.tokenService().toString())
                .replace("extract: { access_token: $.access_token }", "extract: { access_token: " + tokenPath + " }")
                .replace("for: 2m", "for: 2s");
        stack.runs().store(scenario, Map.of("api-key.csv", "key\n" + apiKey + "\n"));

        RunView run = stack.runs().awaitEnd(stack.runs().start("token-api"));

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        return stack.reports().awaitFinalVerdict(run.runId());
    }
}
