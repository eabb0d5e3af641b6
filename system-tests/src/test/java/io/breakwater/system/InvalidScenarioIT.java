package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.system.client.CommandLine;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A wrong scenario costs one look: all that is wrong with it is said at once, everywhere in the same words. */
@ExtendWith(SharedStack.class)
class InvalidScenarioIT {

    private static final String WRONG = """
            scenario: Express
            target: http://127.0.0.1:18090/api
            sessions:
              - session: query
                stpes: []
            load:
              open:
                - hold: 200
                  for: 30m
            """;

    private static final List<String> ERRORS =
            List.of("scenario:", "target:", "steps:", "did you mean steps?", "hold:");

    @Test
    void validateExitsWithTwoAndAllErrors(@TempDir Path folder) throws Exception {
        CommandLine command = CommandLine.run(folder, "validate", wrong(folder).toString());

        assertThat(command.exitCode()).as(command.toString()).isEqualTo(2);
        assertAllErrors(command);
    }

    @Test
    void runExitsWithTwoAndAllErrorsAndStartsNothing(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");

        CommandLine command =
                CommandLine.run(folder, "run", wrong(folder).toString(), "--permitted", "--data", data.toString());

        assertThat(command.exitCode()).as(command.toString()).isEqualTo(2);
        assertAllErrors(command);
        assertThat(data).doesNotExist();
    }

    @Test
    void theServiceAnswersWithTheSameWords(SystemStack stack, @TempDir Path folder) throws Exception {
        CommandLine command = CommandLine.run(folder, "validate", wrong(folder).toString());

        List<String> problems = stack.runs().problemsOf(WRONG);

        assertThat(problems).hasSize(ERRORS.size());
        assertThat(problems)
                .allSatisfy(problem -> assertThat(command.lines())
                        .anySatisfy(line -> assertThat(line).contains(problem)));
    }

    @Test
    void aRunWithoutConsentIsRefused(SystemStack stack) {
        stack.runs().store("""
                scenario: without-consent
                target: TARGET
                sessions:
                  - session: visitor
                    steps:
                      - step: hello
                        get: /hello
                load:
                  open:
                    - hold: 1/s
                      for: 1s
                """);

        assertThat(stack.runs().refusalOfUnpermitted("without-consent"))
                .singleElement()
                .asString()
                .contains("permitted");
        assertThat(stack.backend().counts().received()).isZero();
    }

    private static Path wrong(Path folder) throws Exception {
        return Files.writeString(folder.resolve("wrong.yaml"), WRONG);
    }

    private static void assertAllErrors(CommandLine command) {
        assertThat(ERRORS)
                .allSatisfy(error -> assertThat(command.lines())
                        .anySatisfy(
                                line -> assertThat(line).contains("wrong.yaml:").contains(error)));
    }
}
