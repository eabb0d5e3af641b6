package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.LoadTotals;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.RungResult;
import io.breakwater.events.verdict.StepTotals;
import io.breakwater.system.client.Reports.Sample;
import io.breakwater.system.client.Reports.Window;
import io.breakwater.system.client.RunView;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A ladder of arrivals, and beside it virtual users who wait for their answers and think. */
@ExtendWith(SharedStack.class)
class SeveralLoadsIT {

    private static final String SCENARIO = """
            scenario: several-loads
            target: TARGET
            data:
              buyer: { file: buyers.csv }
            sessions:
              - session: look
                steps:
                  - step: list
                    get: /hello
              - session: shop
                start-after: 1s
                load:
                  closed: [ { hold: 5 users, for: 4s } ]
                steps:
                  - step: greeting
                    get: /hello?by=${buyer.openid}
                    extract: { program: $.data.program }
                    expect: { json: $.errcode, equals: 0 }
                  - pause: 100ms
                  - step: pay
                    post: /pay
                    headers: { Authorization: "Bearer ${buyer.secret}" }
                    json: { program: "${program}", city: "${buyer.city}" }
                    expect: { status: 401 }
                  - pause: 100ms
            load:
              open:
                - ladder: { from: 30/s, step: 30/s, rungs: 3 }
                  for: 2s
            samples: { share: 50% }
            objectives:
              also:
                - errors: "<= 1%"
            """;

    private static final String BUYERS = """
            openid,city,secret
            o-1,"Bei,jing",hidden-1
            o-2,上海,hidden-2
            """;

    @Test
    void tellsWhatCameOfEachRungAndOfEachLoad(SystemStack stack) {
        stack.runs().store(SCENARIO, Map.of("buyers.csv", BUYERS));

        RunView run = stack.runs().awaitEnd(stack.runs().start("several-loads"));

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(run.runId());
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);

        LoadTotals ladder = load(verdict, Optional.empty());
        LoadTotals users = load(verdict, Optional.of("shop"));
        assertThat(ladder.planned()).contains(360L);
        assertThat(ladder.iterations()).isEqualTo(360);
        assertThat(verdict.rungs()).extracting(RungResult::fromLevel).containsExactly(30.0, 60.0, 90.0);
        assertThat(verdict.rungs())
                .as("together all that the ladder sent")
                .extracting(rung -> rung.run().intended())
                .containsExactly(60L, 120L, 180L);

        assertThat(users.model()).isEqualTo(LoadTotals.Model.CLOSED);
        assertThat(users.iterations())
                .as("five users for four seconds, in rounds of two pauses and what two answers take")
                .isBetween(50L, 100L);
        assertThat(step(verdict, "greeting").completed()).isEqualTo(users.iterations());
        assertThat(step(verdict, "pay").completed())
                .as("iterations under way at the end are not cut off")
                .isEqualTo(users.iterations());

        assertThat(stack.backend().counts().receivedByPath())
                .containsAllEntriesOf(Map.of("/hello", 360 + users.iterations(), "/pay", users.iterations()));
        assertThat(stack.reports().awaitWindows(verdict).stream()
                        .mapToLong(Window::completed)
                        .sum())
                .isEqualTo(verdict.run().completed())
                .isEqualTo(360 + 2 * users.iterations());
        assertSamples(stack, run.runId(), (int) users.iterations());
    }

    private static void assertSamples(SystemStack stack, String runId, int payments) {
        List<Sample> samples = stack.reports().awaitSamples(runId, "step=pay&why=share", payments / 2 - 5);
        String whole = stack.reports().sample(runId, samples.get(0).sampleId());
        assertThat(whole)
                .contains("Authorization: ***")
                .contains("express-widget")
                .containsPattern("Bei,jing|上海")
                .doesNotContain("hidden-");
    }

    private static LoadTotals load(RunVerdict verdict, Optional<String> session) {
        return verdict.loads().stream()
                .filter(load -> load.session().equals(session))
                .findFirst()
                .orElseThrow();
    }

    private static StepTotals step(RunVerdict verdict, String name) {
        return verdict.steps().stream()
                .filter(step -> step.step().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
