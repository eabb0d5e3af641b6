package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Extraction;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Request.WidgetMessage.Format;
import io.breakwater.events.scenario.Sampling;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Step;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.session.CompiledRun;
import io.breakwater.generator.token.TokenFixture;
import io.breakwater.generator.widget.MessageBackend;
import io.breakwater.generator.widget.SlowCryptography;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Widget messages under load, on real sockets. */
@Timeout(60)
class WidgetLoadTest {

    private static final HttpSettings ROOMY = limits(Duration.ofSeconds(5), 200, 1_000);

    private final EngineRig rig = new EngineRig(1);
    private final MessageBackend backend = new MessageBackend();
    private final Queue<Supplier<RequestSample>> samples = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void sendsWhatADeveloperReadsAndTakesValuesFromTheAnswer(Format format) throws Exception {
        credentials();
        List<String> read = new ArrayList<>();
        AtomicInteger number = new AtomicInteger();
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            synchronized (read) {
                read.add(opened(request.body()));
            }
            out.write(ScriptedTarget.response(
                    200, answered(request.body(), "{\"err_code\":0,\"city\":\"c" + number.incrementAndGet() + "\"}")));
            return true;
        })) {
            Step first = new Step(
                    "first",
                    message(format, "{\"type\":1}"),
                    Map.of("city", new Extraction(Extraction.Source.WIDGET_DATA, "$.city", 0, false, Optional.empty())),
                    List.of(),
                    1,
                    false);
            Step second = step("second", message(format, "{\"city\":\"${city}\"}"));

            Sent sent = send(target, first, second).requireConsistent();

            assertThat(sent.events()).hasSize(40).allMatch(WidgetLoadTest::isGood);
            assertThat(target.requests())
                    .allMatch(request -> request.line()
                            .matches("POST /message\\?a=b&signature=[0-9a-f]{40}&timestamp=[0-9]{10}&nonce=[0-9]{10}"
                                    + "&encrypt_type=aes&msg_signature=[0-9a-f]{40} HTTP/1.1"));
            assertThat(read)
                    .filteredOn(message -> message.contains("city"))
                    .hasSize(20)
                    .allMatch(message -> message.matches("(?s).*c[0-9]+.*"));
            assertThat(sent.closing().accounting()).allSatisfy(step -> {
                assertThat(step.cryptography().messages()).isEqualTo(20);
                assertThat(step.cryptography().nanos()).isPositive();
            });
            RequestSample sample = samples.remove().get();
            assertThat(sample.sent().plain()).contains("wxa_widget_data");
            assertThat(sample.sent().body()).contains("Encrypt");
            assertThat(sample.sent().url()).contains("msg_signature=***");
            assertThat(sample.received().orElseThrow().plain()).contains("widget_data");
        }
    }

    @Test
    void takesFoundAndNothingFoundForGoodAnswersAndErrorsForNone() throws Exception {
        assertThat(business("{\"err_code\":0}")).isEqualTo(BusinessOutcome.SUCCEEDED);
        assertThat(business("{\"err_code\":-1}")).isEqualTo(BusinessOutcome.SUCCEEDED);
        assertThat(business("{\"err_code\":-2}")).isEqualTo(BusinessOutcome.FAILED);
        assertThat(business("{\"err_code\":-3}")).isEqualTo(BusinessOutcome.FAILED);
        assertThat(business("{}")).isEqualTo(BusinessOutcome.FAILED);
        Check bad = Check.in(Check.Subject.WIDGET_DATA, "$.err_code", List.of("-2"));
        assertThat(business("{\"err_code\":-2}", bad)).isEqualTo(BusinessOutcome.SUCCEEDED);
        Check status = Check.in(Check.Subject.STATUS, "", List.of("200"));
        assertThat(business("{\"err_code\":-3}", status)).isEqualTo(BusinessOutcome.FAILED);
    }

    @Test
    void namesWhatIsWrongWithAnAnswerAndGoesOn() throws Exception {
        credentials();
        AtomicInteger number = new AtomicInteger();
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            String right = answered(request.body(), "{\"err_code\":0}");
            out.write(ScriptedTarget.response(
                    200,
                    switch (number.getAndIncrement() % 4) {
                        case 0 -> "<html>";
                        case 1 -> "{\"err_code\":0}";
                        case 2 -> right.replace("xxxxxx", "yyyyyy");
                        default -> right;
                    }));
            return true;
        })) {
            Sent sent = send(target, step("ask", message(Format.JSON, "{}"))).requireConsistent();

            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(20);
            assertThat(sent.events()).filteredOn(WidgetLoadTest::isGood).hasSize(5);
            assertThat(samples)
                    .flatExtracting(sample -> sample.get().failures())
                    .contains(
                            "widget answer: no message of the platform's form (expected: written as the message is, in"
                                    + " JSON or XML)",
                            "widget answer: Encrypt missing (expected: an encrypted answer)",
                            "widget answer: wrong signature (expected: SHA-1 of the sorted Token, TimeStamp, Nonce and"
                                    + " Encrypt)");
        }
    }

    @Test
    void hidesWhatMessagesAreSealedWithWhereverItStands() throws Exception {
        credentials();
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            out.write(ScriptedTarget.response(
                    500,
                    "settings: " + MessageBackend.TOKEN + ", " + MessageBackend.AES_KEY + ", "
                            + MessageBackend.APP_ID));
            return true;
        })) {
            send(target, step("ask", message(Format.JSON, "{}")));

            assertThat(samples)
                    .isNotEmpty()
                    .extracting(sample -> sample.get().received().orElseThrow().body())
                    .containsOnly("settings: ***, ***, " + MessageBackend.APP_ID);
        }
    }

    @Test
    void sendsNothingWithoutCredentials() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Sent sent = send(target, step("ask", message(Format.JSON, "{}"))).requireConsistent();

            assertThat(sent.count(NotSentReason.TOKEN_MISSING)).isEqualTo(20);
            assertThat(target.requests()).isEmpty();
        }
    }

    /** All answers to messages under the first credentials wait until one under the next has come. */
    @Test
    void takesAnswersForRightWhoseMessagesWereUnderWayWhenTheCredentialsChanged() throws Exception {
        credentials();
        String otherKey = "GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba";
        MessageBackend next = new MessageBackend("other", otherKey, MessageBackend.APP_ID);
        CountDownLatch nextCame = new CountDownLatch(1);
        AtomicInteger underWay = new AtomicInteger();
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            boolean first = isSignedBy(backend, request.line());
            if (first) {
                underWay.incrementAndGet();
                TokenFixture.set(
                        rig.token("demo-widget"),
                        Map.of("token", "other", "encoding_aes_key", otherKey, "app_id", MessageBackend.APP_ID));
                assertThat(nextCame.await(4, TimeUnit.SECONDS)).isTrue();
            } else {
                nextCame.countDown();
            }
            out.write(
                    ScriptedTarget.response(200, answered(first ? backend : next, request.body(), "{\"err_code\":0}")));
            return true;
        })) {
            Sent sent = send(target, step("ask", message(Format.JSON, "{}"))).requireConsistent();

            assertThat(sent.events()).hasSize(20).allMatch(WidgetLoadTest::isGood);
            assertThat(underWay).hasPositiveValue();
            assertThat(nextCame.getCount()).isZero();
        }
    }

    /** The control: the same load with cryptography that takes 8 ms longer for each message. */
    @Test
    void keepsTheTimeForCryptographyOutOfServiceTimeAndShowsIt() throws Exception {
        credentials();
        byte[] answer = ScriptedTarget.response(
                200, answered("{\"Encrypt\":\"" + backend.sealed("{}") + "\"}", "{\"err_code\":0}"));
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            out.write(answer);
            return true;
        })) {
            Sent usual = send(target, step("ask", message(Format.JSON, "{}")));
            Sent slow;
            long longerMicros;
            try (SlowCryptography cryptography = new SlowCryptography()) {
                slow = send(target, step("ask", message(Format.JSON, "{}")));
                // For the message, and for its answer.
                longerMicros = 2 * cryptography.longer().toNanos() / 1_000;
            }

            assertThat(slow.events()).hasSize(20).allMatch(WidgetLoadTest::isGood);
            assertThat(cryptography(usual).meanMicros()).isLessThan((double) longerMicros / 2);
            assertThat(cryptography(slow).meanMicros()).isGreaterThanOrEqualTo((double) longerMicros);
            // The shortest: a busy machine holds requests up, but none could take less than its cryptography.
            assertThat(shortestServiceMicros(slow)).isLessThan(longerMicros / 2);
        }
    }

    private static CryptographyTime cryptography(Sent sent) {
        return sent.closing().accounting().get(0).cryptography();
    }

    private static long shortestServiceMicros(Sent sent) {
        return sent.events().stream().mapToLong(Sent.Event::serviceMicros).min().orElseThrow();
    }

    private BusinessOutcome business(String data, Check... checks) throws Exception {
        credentials();
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            out.write(ScriptedTarget.response(200, answered(request.body(), data)));
            return true;
        })) {
            Sent sent = send(target, Step.of("ask", message(Format.JSON, "{}"), List.of(checks)));
            assertThat(sent.events()).extracting(Sent.Event::business).hasSize(20);
            assertThat(sent.events().stream().map(Sent.Event::business).distinct())
                    .hasSize(1);
            return sent.events().get(0).business();
        }
    }

    private void credentials() {
        TokenFixture.set(rig.token("demo-widget"), MessageBackend.fields());
    }

    private Sent send(ScriptedTarget target, Step... steps) throws Exception {
        Scenario scenario = sampled(Scenarios.of(target.uri(), ROOMY, hold(40, Duration.ofMillis(500)), steps));
        RunTargets ways = new RunTargets(
                RunTargets.of(scenario),
                scenario.http(),
                Map.of(),
                HostNames.ofSystem(),
                Optional.empty(),
                allowed -> true);
        return rig.start(
                        scenario,
                        CompiledRun.of(scenario, new RunData(Map.of(), Map.of()), rig::token),
                        ways,
                        (sample, dropped) -> samples.add(sample))
                .await();
    }

    private static Scenario sampled(Scenario scenario) {
        return new Scenario(
                scenario.name(),
                scenario.title(),
                scenario.target(),
                scenario.tokens(),
                scenario.dataSets(),
                scenario.files(),
                scenario.values(),
                scenario.before(),
                scenario.sessions(),
                scenario.after(),
                scenario.load(),
                scenario.objectives(),
                scenario.http(),
                new Sampling(1, 5, 16 * 1024));
    }

    private static boolean isGood(Sent.Event event) {
        return event.outcome().equals(Optional.of(RequestOutcome.SUCCEEDED))
                && event.business() == BusinessOutcome.SUCCEEDED;
    }

    private static Step step(String name, Request request) {
        return Step.of(name, request, List.of());
    }

    private static Request message(Format format, String query) {
        return new Request.WidgetMessage(
                "demo-widget",
                Optional.empty(),
                "/message?a=b",
                Map.of(),
                "gh_demo",
                "o${randomString(27)}",
                query,
                Body.Escaping.JSON_STRING,
                format,
                1,
                true,
                Optional.empty());
    }

    private String opened(String body) {
        try {
            return backend.open(new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(body, e);
        }
    }

    private static boolean isSignedBy(MessageBackend by, String line) {
        try {
            return line.contains("signature="
                    + by.sign(
                            line.replaceAll(".*&timestamp=([0-9]+)&.*", "$1"),
                            line.replaceAll(".*&nonce=([0-9]+)&.*", "$1"))
                    + "&timestamp");
        } catch (GeneralSecurityException e) {
            throw new AssertionError(line, e);
        }
    }

    private String answered(String body, String data) {
        return answered(backend, body, data);
    }

    private static String answered(MessageBackend by, String body, String data) {
        try {
            return by.answer(body, data);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(body, e);
        }
    }
}
