package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.system.client.RunView;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Platform tokens that were recorded before the test: the second method of mini-program tests. */
@ExtendWith(SharedStack.class)
class RecordedTokensIT {

    private static final String APPLICATION = "appid=wx00000000000000bb&secret=" + "b".repeat(32);

    @AfterEach
    void forgetTheApplication(SystemStack stack) {
        stack.backend().behave(Map.of("any-app", "false"));
    }

    @Test
    void sendsRecordedTokensWithinTheirValidity(SystemStack stack) throws Exception {
        stack.backend().behave(Map.of("any-app", "true"));
        String tokens = "token\n" + stack.backend().fetchToken(APPLICATION) + "\n"
                + stack.backend().fetchToken(APPLICATION) + "\n";
        stack.runs().store(scenario("4s"), Map.of("token.csv", tokens));

        RunView run = stack.runs().awaitEnd(stack.runs().start("recorded-tokens"));

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(run.runId());
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(stack.backend().counts().answeredByBusinessCode()).isEqualTo(Map.of("0", 200L));
    }

    /** The warning that comes with the method: the duration of a test must not exceed the validity of its tokens. */
    @Test
    void refusesARunThatWouldOutlastThem_andAsControlTakesAForgedTokenForRefused(SystemStack stack) throws Exception {
        stack.runs().store(scenario("30m"), Map.of("token.csv", "token\nforged\n"));

        assertThat(stack.runs().refusal("recorded-tokens"))
                .singleElement()
                .asString()
                .matches(
                        "tokens in token\\.csv: valid until \\S+, for another 10m \\(expected: longer than the planned 30m of"
                                + " the run, for nobody replaces it\\)");

        stack.runs().store(scenario("2s"), Map.of("token.csv", "token\nforged\n"));
        RunView run = stack.runs().awaitEnd(stack.runs().start("recorded-tokens"));
        RunVerdict verdict = stack.reports().awaitFinalVerdict(run.runId());
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.run().tokenRefusals()).isEqualTo(100);
        assertThat(verdict.run().businessFailures()).isZero();
        assertThat(verdict.reasons())
                .anySatisfy(reason -> assertThat(reason)
                        .startsWith("requests refused for their token: 100.00 % (objective: <= 0 %), 100 requests"));
    }

    private static String scenario(String lasts) throws IOException {
        Path file = ProjectHome.find().folder().resolve("infra/target/scenarios/recorded-tokens.yaml");
        return Files.readString(file)
                .replaceFirst("target: http://\\S+", "target: TARGET")
                .replace("for: 2m", "for: " + lasts);
    }
}
