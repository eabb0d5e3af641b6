package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.system.client.RunView;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs at the same time know nothing of each other. */
@ExtendWith(SharedStack.class)
class SideBySideIT {

    private static final String SCENARIO = """
            scenario: NAME
            target: TARGET
            sessions:
              - session: visitor
                steps:
                  - step: visit
                    get: PATH
            load:
              open:
                - hold: RATE/s
                  for: 4s
            objectives:
              also:
                - errors: "<= 1%"
            """;

    @Test
    void judgesEachRunByItsOwnRequests(SystemStack stack) {
        stack.runs().store(scenario("good-page", "/hello", 60));
        stack.runs().store(scenario("bad-page", "/nowhere", 40));

        String good = stack.runs().start("good-page");
        String bad = stack.runs().start("bad-page");
        RunView goodEnd = stack.runs().awaitEnd(good);
        RunView badEnd = stack.runs().awaitEnd(bad);

        assertThat(goodEnd.outcome()).as(goodEnd.toString()).isEqualTo(Outcome.PASS);
        assertThat(badEnd.outcome()).as(badEnd.toString()).isEqualTo(Outcome.FAIL);
        RunVerdict goodVerdict = stack.reports().awaitFinalVerdict(good);
        RunVerdict badVerdict = stack.reports().awaitFinalVerdict(bad);
        assertThat(goodVerdict.run().completed()).isEqualTo(240);
        assertThat(goodVerdict.run().failed()).isZero();
        assertThat(badVerdict.run().completed()).isEqualTo(160);
        assertThat(badVerdict.run().failed()).isEqualTo(160);
        assertThat(stack.backend().counts().receivedByPath())
                .containsEntry("/hello", 240L)
                .containsEntry("other", 160L);
    }

    private static String scenario(String name, String path, int ratePerSecond) {
        return SCENARIO.replace("NAME", name).replace("PATH", path).replace("RATE", "" + ratePerSecond);
    }
}
