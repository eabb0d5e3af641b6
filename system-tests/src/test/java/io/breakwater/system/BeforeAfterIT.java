package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.system.client.Reports.Sample;
import io.breakwater.system.client.RunView;
import io.breakwater.system.client.RunView.After;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is done once in a run, around its load. */
@ExtendWith(SharedStack.class)
class BeforeAfterIT {

    private static final String SCENARIO = """
            scenario: before-after
            target: TARGET
            before:
              - session: log-on
                steps:
                  - assign: { password: open-sesame }
                  - step: credentials
                    get: /hello?of=log-on
                    headers: { Authorization: "Basic ${base64(password)}" }
                    extract: { program: $.data.program }
                    expect: { status: BEFORE_STATUS }
                  - hand-over: [ program, password ]
            sessions:
              - session: visitor
                steps:
                  - step: hello
                    get: /hello?of=${program}
                    headers: { X-Password: "${password}", Authorization: "Bearer ${password}" }
                    expect: { value: program, equals: express-widget }
            after:
              - session: log-off
                steps:
                  - step: goodbye
                    get: /hello?after=${program}
                    headers: { Authorization: "Bearer ${password}" }
            load:
              open:
                - hold: 50/s
                  for: 10m
            samples: { share: 50% }
            objectives:
              also:
                - errors: "<= 1%"
            """;

    @Test
    void handsTheLogOnToTheLoadAndLogsOffEvenWhenStopped(SystemStack stack) {
        stack.runs().store(SCENARIO.replace("BEFORE_STATUS", "200"));
        String runId = stack.runs().start("before-after");
        stack.backend().awaitReceived(50);

        stack.runs().stop(runId, "ann", "enough seen");
        RunView run = stack.runs().awaitEnd(runId);
        After after = stack.runs().awaitAfter(runId);

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        assertThat(after.stage()).as(after.toString()).isEqualTo("WALKED");
        assertThat(after.problems()).isEmpty();
        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        assertThat(verdict.run().failed()).isZero();
        assertThat(verdict.run().notSent())
                .as("requests that lacked a value would be here")
                .isEmpty();
        assertThat(verdict.run().completed())
                .as("neither the log-on nor the log-off is load")
                .isEqualTo(stack.backend().counts().received() - 2);
        assertThat(verdict.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.step()).isEqualTo("hello"));

        List<Sample> before = stack.reports().awaitSamples(runId, "stage=before", 1);
        List<Sample> load = stack.reports().awaitSamples(runId, "stage=load", 20);
        List<Sample> behind = stack.reports().awaitSamples(runId, "stage=after", 1);
        assertThat(before).extracting(Sample::step).containsExactly("credentials");
        assertThat(behind).extracting(Sample::step).containsExactly("goodbye");
        List<String> whole = Stream.of(before.get(0), load.get(0), behind.get(0))
                .map(sample -> stack.reports().sample(runId, sample.sampleId()))
                .toList();
        assertThat(whole)
                .allSatisfy(sample -> assertThat(sample)
                        .contains("Authorization: ***")
                        .doesNotContain("open-sesame")
                        .doesNotContain("b3Blbi1zZXNhbWU"));
        assertThat(whole.subList(1, 3))
                .as("what was handed over may be a secret whatever its name")
                .allSatisfy(sample -> assertThat(sample).contains("=***\"").doesNotContain("express-widget"));
    }

    @Test
    void beginsNoLoadWhenTheLogOnFails(SystemStack stack) {
        stack.runs().store(SCENARIO.replace("BEFORE_STATUS", "201"));

        RunView run = stack.runs().awaitEnd(stack.runs().start("before-after"));

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FAILED_TO_START);
        assertThat(run.reasons())
                .anySatisfy(reason -> assertThat(reason).contains("credentials").contains("201"));
        assertThat(stack.backend().counts().received()).as("the log-on alone").isEqualTo(1);
    }
}
