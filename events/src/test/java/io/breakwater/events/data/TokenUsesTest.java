package io.breakwater.events.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.scenario.file.ScenarioReader;
import io.breakwater.events.token.TokenPlatform;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenUsesTest {

    private static final Scenario SCENARIO = read("""
            tokens:
              wechat: { app: demo-shop }
              alipay: { app: buyers, platform: alipay }
              fetched: { value: access_token, platform: douyin }
            data:
              recorded: { file: token.csv, valid-until: 2026-11-20T12:30:00Z }
              buyer: { file: buyers.csv }
            values: { signed: "${md5(token.wechat)}", visit: "${uuid()}" }
            sessions:
              - session: s
                steps:
                  - { step: direct, post: /a, json: { t: "${token.alipay.user_id}" } }
                  - { step: by-value, get: "/b?s=${signed}" }
                  - assign: { again: "x${signed}" }
                  - { step: by-assignment, get: "/c?s=${again}" }
                  - { step: of-file, get: "/d?t=${recorded.token}&u=${buyer.id}" }
                  - { step: none, get: "/e?u=${buyer.id}&v=${visit}" }
                  - { step: fetch, get: /token, extract: { access_token: $.access_token } }
                  - { step: of-value, get: "/g?t=${access_token}" }
                  - { step: own-checks, get: "/f?t=${token.wechat}", expect: { status: 201 } }
            load: { open: [ { hold: 1/s, for: 30m } ] }
            """);

    private final TokenUses uses = TokenUses.of(SCENARIO);

    @Test
    void knowsWhichStepSendsWhichToken_byValuesAndAssignmentsToo() {
        assertThat(labels("direct")).containsExactly("buyers");
        assertThat(labels("by-value")).containsExactly("demo-shop");
        assertThat(labels("by-assignment")).containsExactly("demo-shop");
        assertThat(labels("of-file")).containsExactly("token.csv");
        assertThat(labels("of-value")).containsExactly("access_token");
        assertThat(labels("fetch")).isEmpty();
        assertThat(labels("none")).isEmpty();
    }

    @Test
    void givesAStepWithoutChecksThoseOfItsPlatform_andNoOther() {
        assertThat(uses.withBusinessChecks(step("direct")).checks()).isEqualTo(TokenPlatform.ALIPAY.businessChecks());
        assertThat(uses.withBusinessChecks(step("by-value")).checks()).isEqualTo(TokenPlatform.WECHAT.businessChecks());
        assertThat(uses.withBusinessChecks(step("none"))).isEqualTo(step("none"));
        assertThat(uses.withBusinessChecks(step("own-checks"))).isEqualTo(step("own-checks"));
    }

    @Test
    void refusesTokensInAFileThatWouldNotOutlastTheRun_andAsControlNotThoseThatWould() {
        assertThat(TokenUses.complaints(SCENARIO, Instant.parse("2026-11-20T12:00:01Z")))
                .containsExactly("tokens in token.csv: valid until 2026-11-20T12:30:00Z, for another 29m59s (expected:"
                        + " longer than the planned 30m of the run, for nobody replaces it)");
        assertThat(TokenUses.complaints(SCENARIO, Instant.parse("2026-11-20T12:00:00Z")))
                .isEmpty();
    }

    private List<String> labels(String step) {
        return uses.of(step(step)).stream().map(TokenUses.Source::label).toList();
    }

    private static Step step(String name) {
        return SCENARIO.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Scenario read(String text) {
        return ScenarioReader.read("scenario: test\ntarget: http://127.0.0.1:1\n" + text)
                .scenario()
                .orElseThrow();
    }
}
