package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenRejected;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.TokenTotals;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.local.supervise.PartState;
import io.breakwater.system.client.RunView;
import io.breakwater.system.client.SampleBackend.Counts;
import io.breakwater.system.client.TokenBindings;
import io.breakwater.system.record.TopicTail;
import io.breakwater.system.stack.Replica;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs that last longer than the platform token that their requests carry: with what keeps it fresh, and without. */
@ExtendWith(SharedStack.class)
class TokenLifeIT {

    /** Another than the demo's, so that two bindings do not replace each other's token. */
    private static final String BINDING = "short-lived";

    private static final String APPLICATION = "appid=wx00000000000000aa&secret=" + "a".repeat(32);

    /** The machine of a build may be busy; {@code -Dtoken.rate=500} is the full proof. */
    private static final int PER_SECOND = Integer.getInteger("token.rate", 200);

    private static final int SECONDS = 70;

    @BeforeEach
    void giveTheTokenTwentySeconds(SystemStack stack) throws Exception {
        stack.backend().behave(Map.of("token-life", "20s", "any-app", "true"));
        stack.writeFile("token-service/application.yaml", """
                breakwater.token:
                  secrets-folder: secrets
                  bindings:
                    %s:
                      http-call:
                        url: %s/cgi-bin/token?grant_type=client_credential&appid=wx00000000000000aa&secret=${secret.%s}
                """.formatted(
                        BINDING, stack.backend().controlAddress(), BINDING));
        stack.writeFile("token-service/secrets/" + BINDING, "a".repeat(32));
        stack.stop("token-service");
        stack.startAgain("token-service");
    }

    @AfterEach
    void putEverythingBack(SystemStack stack) throws Exception {
        stack.backend()
                .behave(Map.of("token-life", "7200s", "token-overlap", "300s", "any-app", "false", "outage", "none"));
        stack.deleteFile("token-service/application.yaml");
        if (stack.status("token-service").state() == PartState.READY) {
            stack.stop("token-service");
        }
        stack.startAgain("token-service");
    }

    @Test
    void noRequestIsRefusedOrHeldBack_whileThePlatformIsAwayAndTheActiveReplicaOfTokenServiceIsKilled(SystemStack stack)
            throws Exception {
        stack.runs().store(scenario(PER_SECOND, SECONDS));
        RunView run;
        TopicTail tokens;
        try (Replica second = stack.replica("token-service")) {
            new TokenBindings(second.address()).awaitValid(BINDING);
            new TokenBindings(stack.tokenService()).awaitValid(BINDING);
            tokens = stack.topics().endOf(Topic.PLATFORM_TOKENS);
            String runId = stack.runs().start("token-life");

            stack.backend().awaitReceived(10L * PER_SECOND);
            stack.backend().behave(Map.of("outage", "silent:5s"));
            stack.backend().awaitReceived(25L * PER_SECOND);
            awaitNextToken(tokens);
            killTheHolder(stack, second);
            run = stack.runs().awaitEnd(runId);
        }

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(run.runId());
        long all = (long) PER_SECOND * SECONDS;
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.run().completed()).isEqualTo(all);
        assertThat(verdict.run().tokenRefusals()).isZero();
        assertThat(verdict.run().notSent()).isEmpty();
        assertThat(verdict.tokens()).isEmpty();
        Counts target = stack.backend().counts();
        assertThat(target.answeredByBusinessCode()).as("on the target").isEqualTo(Map.of("0", all));
        assertThat(tokensOf(tokens)).as("replaced while it ran").hasSizeGreaterThanOrEqualTo(3);
    }

    /** The control: nobody replaces the token, and in the middle somebody else takes its validity away. */
    @Test
    void withoutRefreshRefusalsAreCountedAndTheExpiryMakesTheVerdictInconclusive(SystemStack stack) throws Exception {
        stack.runs().store(scenario(50, 30));
        TopicTail rejections = stack.topics().endOf(Topic.TOKEN_REJECTIONS);
        awaitNextToken(stack.topics().endOf(Topic.PLATFORM_TOKENS));
        String runId = stack.runs().start("token-life");
        stack.backend().awaitReceived(50);
        stack.stop("token-service");
        stack.backend().behave(Map.of("token-overlap", "0ms"));
        stack.backend().fetchToken(APPLICATION);

        RunView run = stack.runs().awaitEnd(runId);

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.run().tokenRefusals()).isPositive();
        assertThat(verdict.run().businessFailures()).isZero();
        long missing = verdict.run().notSent().getOrDefault("TOKEN_MISSING", 0L);
        assertThat(missing).isPositive();
        assertThat(verdict.tokens()).singleElement().satisfies(token -> {
            assertThat(token.token()).isEqualTo(BINDING);
            assertThat(token.refused()).isEqualTo(verdict.run().tokenRefusals());
            assertThat(token.notSentExpired()).isEqualTo(missing);
        });
        TokenTotals token = verdict.tokens().get(0);
        assertThat(verdict.reasons())
                .anySatisfy(reason -> assertThat(reason)
                        .startsWith("token of " + BINDING + ": expired during the run, ")
                        .contains(token.notSentExpired() + " not sent"));
        assertThat(rejections.read(TokenRejected.class))
                .as("token-service is told once, and not the token")
                .singleElement()
                .satisfies(rejected -> {
                    assertThat(rejected.binding()).isEqualTo(BINDING);
                    assertThat(rejected.code()).isEqualTo("40001");
                    assertThat(rejected.runId()).isEqualTo(runId);
                });
    }

    /** It stays dead: the other one has to take over. */
    private static void killTheHolder(SystemStack stack, Replica second) throws IOException, InterruptedException {
        boolean firstHolds = new TokenBindings(stack.tokenService()).isHolder(BINDING);
        assertThat(new TokenBindings(second.address()).isHolder(BINDING))
                .as("one holds the binding, and one only")
                .isNotEqualTo(firstHolds);
        if (firstHolds) {
            stack.kill("token-service");
        } else {
            second.kill();
        }
    }

    private static void awaitNextToken(TopicTail tokens) {
        int before = tokensOf(tokens).size();
        await("the token is replaced")
                .atMost(Duration.ofSeconds(30))
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(200))
                .until(() -> tokensOf(tokens).size() > before);
    }

    private static List<Instant> tokensOf(TopicTail tokens) {
        return tokens.read(PlatformToken.class).stream()
                .filter(token -> token.binding().equals(BINDING))
                .map(PlatformToken::expiresAt)
                .distinct()
                .toList();
    }

    private static String scenario(int perSecond, int seconds) throws IOException {
        Path file = ProjectHome.find().folder().resolve("infra/target/scenarios/token-life.yaml");
        return Files.readString(file)
                .replaceFirst("target: http://\\S+", "target: TARGET")
                .replace("app: demo-shop", "app: " + BINDING)
                .replace("hold: 500/s", "hold: " + perSecond + "/s")
                .replace("for: 70s", "for: " + seconds + "s");
    }
}
