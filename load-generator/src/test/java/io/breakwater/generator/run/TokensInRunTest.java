package io.breakwater.generator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.ScenarioReader;
import io.breakwater.events.token.TokenFields;
import io.breakwater.generator.token.TokenFixture;
import io.breakwater.generator.token.TokenSlot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TokensInRunTest {

    private static final EngineRig RIG = new EngineRig(2);

    private static final String SESSION = """
            sessions:
              - session: s
                steps:
                  - { step: event-page, get: "/event?t=${token.wechat}" }
            load: { open: [ { hold: 100/s, for: 500ms } ] }
            """;

    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterAll
    static void close() throws Exception {
        RIG.close();
    }

    @Test
    void countsRefusalsApart_andTellsOfEachTokenOnce() throws Exception {
        put("shop", 0, 1, "bad", Long.MAX_VALUE);
        try (ScriptedTarget target = ScriptedTarget.json("{\"errcode\":40001,\"errmsg\":\"invalid credential\"}")) {
            Sent sent = run(target, "tokens: { wechat: { app: shop } }\n" + SESSION);

            assertThat(sent.events()).hasSize(50).allMatch(event -> event.business() == BusinessOutcome.TOKEN_REFUSED);
            assertThat(sent.closing().tokens()).containsExactly(new TokenAccounting("shop", 50, 0, 0, 0));
            assertThat(told).containsExactly("0 " + TokenFields.of("bad").fingerprint() + " 40001 run-1");
        }
    }

    @Test
    void aStepWithoutChecksExpectsWhatItsPlatformCallsSuccess_andWithItsOwnNothingElse() throws Exception {
        put("shop", 0, 1, "good", Long.MAX_VALUE);
        try (ScriptedTarget target = ScriptedTarget.json("{\"errcode\":45009}")) {
            assertThat(run(target, "tokens: { wechat: { app: shop } }\n" + SESSION)
                            .events())
                    .allMatch(event -> event.business() == BusinessOutcome.FAILED);
            assertThat(run(target, "tokens: { wechat: { app: shop, platform: none } }\n" + SESSION)
                            .events())
                    .allMatch(event -> event.business() == BusinessOutcome.SUCCEEDED);
        }
        try (ScriptedTarget target = ScriptedTarget.json("{\"openid\":\"o\"}")) {
            assertThat(run(target, "tokens: { wechat: { app: shop } }\n" + SESSION)
                            .events())
                    .allMatch(event -> event.business() == BusinessOutcome.SUCCEEDED);
        }
    }

    @Test
    void theScenarioMaySayWhatARefusalIs_whateverItsOwnChecksSay() throws Exception {
        put("shop", 0, 1, "good", Long.MAX_VALUE);
        try (ScriptedTarget target = ScriptedTarget.json("{\"error\":\"token gone\"}")) {
            Sent sent = run(target, """
                    tokens: { wechat: { app: shop, refused-when: [ { json: $.error, contains: token } ] } }
                    sessions:
                      - session: s
                        steps:
                          - { step: event-page, get: "/event?t=${token.wechat}", expect: { status: 200 } }
                    load: { open: [ { hold: 100/s, for: 200ms } ] }
                    """);

            assertThat(sent.events()).allMatch(event -> event.business() == BusinessOutcome.TOKEN_REFUSED);
            assertThat(told).singleElement().asString().contains(" token gone ");
        }
    }

    @Test
    void saysThatATokenExpired_whetherItWasRefusedOrMissing_andAsControlThatOneThatIsReplacedNeverDid()
            throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Instant end = Instant.now().plusMillis(250);
        put("shop", 0, 1, "short", end.toEpochMilli());
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            requests.incrementAndGet();
            out.write(ScriptedTarget.response(200, "{\"errcode\":0}"));
            return true;
        })) {
            Sent sent = run(target, "tokens: { wechat: { app: shop } }\n" + SESSION);

            long missing = sent.count(NotSentReason.TOKEN_MISSING);
            assertThat(missing).isPositive().isEqualTo(50 - requests.get());
            assertThat(sent.closing().tokens()).containsExactly(new TokenAccounting("shop", 0, 0, missing, missing));
        }
        put("shop", 0, 1, "long", Long.MAX_VALUE);
        try (ScriptedTarget target = ScriptedTarget.json("{\"errcode\":42001}")) {
            assertThat(run(target, "tokens: { wechat: { app: shop } }\n" + SESSION)
                            .closing()
                            .tokens())
                    .containsExactly(new TokenAccounting("shop", 50, 50, 0, 0));
        }
        try (ScriptedTarget target = ScriptedTarget.json("{\"errcode\":0}")) {
            assertThat(run(target, "tokens: { wechat: { app: shop } }\n" + SESSION)
                            .closing()
                            .tokens())
                    .isEmpty();
        }
    }

    @Test
    void swapsTokensWhileRequestsGoOn_withoutOneMissing() throws Exception {
        put("shop", 0, 1, "t-0", Long.MAX_VALUE);
        AtomicInteger number = new AtomicInteger();
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            put("shop", 0, 1, "t-" + number.incrementAndGet(), Long.MAX_VALUE);
            out.write(ScriptedTarget.response(200, "{\"errcode\":0}"));
            return true;
        })) {
            Sent sent = run(target, "tokens: { wechat: { app: shop } }\n" + SESSION);

            assertThat(sent.events()).hasSize(50).allMatch(event -> event.business() == BusinessOutcome.SUCCEEDED);
            assertThat(target.requests().stream()
                            .map(ScriptedTarget.Request::line)
                            .distinct())
                    .hasSizeGreaterThan(10);
        }
    }

    @Test
    void eachVirtualUserKeepsItsMemberOfAPool() throws Exception {
        for (int member = 0; member < 3; member++) {
            put("users", member, 3, "t-" + member, Long.MAX_VALUE);
        }
        try (ScriptedTarget target = ScriptedTarget.json("{\"errcode\":0}")) {
            run(target, """
                    tokens: { user: { app: users } }
                    sessions:
                      - session: s
                        steps:
                          - { step: a, get: "/${token.user.openid}/${token.user}" }
                    load:
                      closed: [ { hold: 6 users, within: 10s } ]
                      iterations-per-user: 5
                    """);

            for (int member = 0; member < 3; member++) {
                String line = "GET /o-" + member + "/t-" + member + " HTTP/1.1";
                assertThat(target.requests().stream()
                                .filter(request -> request.line().equals(line)))
                        .hasSize(10);
            }
        }
    }

    @Test
    void knowsRefusalsOfTokensFromAFileAndWhenTheirTimeIsUp() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{\"errcode\":40001}")) {
            Sent sent = rig(target, """
                    data:
                      recorded: { file: token.csv, valid-until: 2020-01-01T00:00:00Z }
                      fresh: { file: fresh.csv, valid-for: 2h }
                    sessions:
                      - session: s
                        steps:
                          - { step: old, get: "/?t=${recorded.token}", on-failure: go-on }
                          - { step: new, get: "/?t=${fresh.token}" }
                    load: { open: [ { hold: 100/s, for: 200ms } ] }
                    """, Map.of("recorded", "token\na\nb\n", "fresh", "token\nc\n"));

            assertThat(sent.closing().tokens())
                    .containsExactly(
                            new TokenAccounting("fresh.csv", 20, 0, 0, 0),
                            new TokenAccounting("token.csv", 20, 20, 0, 0));
        }
    }

    private Sent run(ScriptedTarget target, String scenario) throws Exception {
        return rig(target, scenario, Map.of());
    }

    private static Sent rig(ScriptedTarget target, String text, Map<String, String> files) throws Exception {
        Scenario scenario = ScenarioReader.read("scenario: test\ntarget: " + target.uri() + "\n" + text)
                .scenario()
                .orElseThrow();
        return RIG.send(scenario, files).requireConsistent();
    }

    private void put(String binding, int member, int members, String token, long expiresAtMillis) {
        TokenSlot slot = RIG.token(binding);
        TokenFixture.set(
                slot,
                member,
                members,
                new TokenFields(Map.of("token", token, "openid", "o-" + member)),
                expiresAtMillis,
                (held, code, runId) -> told.add(held.member() + " " + held.fingerprint() + " " + code + " " + runId));
    }
}
