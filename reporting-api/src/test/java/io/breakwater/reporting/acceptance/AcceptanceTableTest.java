package io.breakwater.reporting.acceptance;

import static io.breakwater.reporting.Samples.START;
import static io.breakwater.reporting.Samples.refused;
import static io.breakwater.reporting.Samples.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.scenario.AcceptanceProfile;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptanceTableTest {

    @Test
    void isThePlatformsOwnTableInChinese() {
        assertThat(AcceptanceTable.of(verdict("r", 1, true, 0.982, 0.0072), Language.ZH)
                        .orElseThrow()
                        .markdown())
                .isEqualTo("""
                        | 校验点 | 耗时比例 | 预期结果 |
                        | --- | :---: | ---: |
                        | 170ms内处理 | 98.20% | >= 95% |
                        | 超过 870 ms处理 | 0.72% | <= 1% |
                        """);
    }

    @Test
    void saysTheSameInEnglish() {
        assertThat(AcceptanceTable.of(verdict("r", 1, true, 0.982, 0.0072), Language.EN)
                        .orElseThrow()
                        .markdown())
                .isEqualTo("""
                        | Check point | Measured share | Expected |
                        | --- | :---: | ---: |
                        | Processed within 170 ms | 98.20% | >= 95% |
                        | Processed in over 870 ms | 0.72% | <= 1% |
                        """);
    }

    @Test
    void saysThatTheRunGoesOn() {
        AcceptanceTable table = AcceptanceTable.of(verdict("r", 1, false, 0.982, 0.0072), Language.EN)
                .orElseThrow();
        assertThat(table.provisional()).isTrue();
        assertThat(table.markdown()).startsWith("Provisional: the run is not over.\n\n| Check point");
    }

    @Test
    void saysThatTheSharesDoNotCountWhenTheVerdictIsInconclusive() {
        RunVerdict inconclusive = verdict(
                "r",
                "acme",
                START,
                Outcome.INCONCLUSIVE,
                List.of("eventsLost: 12 (expected: 0)"),
                verdict("r", 1, true, 0.982, 0.0072).objectives());
        assertThat(AcceptanceTable.of(inconclusive, Language.ZH).orElseThrow().markdown())
                .startsWith("结果无效：eventsLost: 12 (expected: 0)\n\n");
    }

    @Test
    void saysHowManyRequestsWereRefusedForTheirToken() {
        assertThat(AcceptanceTable.of(refused(verdict("r", 1, true, 0.982, 0.0072), 1_200), Language.EN)
                        .orElseThrow()
                        .remarks())
                .containsExactly(
                        "Of 360,000 requests 1,200 were refused for their platform token; they count as over every limit.");
    }

    @Test
    void showsNoShareThatNothingDecided() {
        List<ObjectiveResult> undecided = AcceptanceProfile.WECHAT_WIDGET_LOCAL.objectives().stream()
                .map(objective -> new ObjectiveResult(objective, 0, 0, false, ""))
                .toList();
        RunVerdict nothing = verdict("r", "acme", START, Outcome.INCONCLUSIVE, List.of(), undecided);
        assertThat(AcceptanceTable.of(nothing, Language.EN).orElseThrow().rows())
                .extracting(AcceptanceTable.Row::measuredShare)
                .containsOnly("not measured");
    }

    @Test
    void knowsTheOfficialProfileByItsLimits() {
        List<ObjectiveResult> official = AcceptanceProfile.WECHAT_WIDGET_OFFICIAL.objectives().stream()
                .map(objective -> new ObjectiveResult(objective, 0.5, 2, false, ""))
                .toList();
        AcceptanceTable table = AcceptanceTable.of(
                        verdict("r", "acme", START, Outcome.FAIL, List.of(), official), Language.ZH)
                .orElseThrow();
        assertThat(table.profile()).isEqualTo("wechat-widget-official");
        assertThat(table.rows())
                .extracting(AcceptanceTable.Row::checkPoint)
                .containsExactly("300ms内处理", "超过 1000 ms处理");
    }

    @Test
    void isAbsentWhenTheObjectivesHoldNoProfileInFull() {
        List<ObjectiveResult> half =
                List.of(new ObjectiveResult(Objective.withinAtLeast(170_000, 0.95), 0.99, 100, true, ""));
        assertThat(AcceptanceTable.of(verdict("r", "acme", START, Outcome.PASS, List.of(), half), Language.EN))
                .isEmpty();
    }
}
