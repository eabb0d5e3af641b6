package io.breakwater.events.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of nearly a mebibyte that aim at what is slow, recursive or large in a reader. */
class HostileScenarioTest {

    private static final int LARGE = 900_000;

    static Stream<String> hostile() {
        return Stream.of(
                valueOf("target", "http://" + "a.".repeat(LARGE / 2)),
                valueOf("scenario", "a".repeat(LARGE)),
                valueOf("load", "{ open: [ { hold: 1/s, for: " + "1s".repeat(LARGE / 2) + " } ] }"),
                valueOf("load", "{ open: [ { ramp: \"" + " ".repeat(LARGE) + "to\", for: 1s } ] }"),
                valueOf("load", "{ open: [ { hold: " + "9".repeat(LARGE) + "/s, for: 1s } ] }"),
                valueOf("sessions", step("get: /, expect: [ { json: " + "a.".repeat(LARGE / 2) + "a, equals: 1 } ]")),
                valueOf("sessions", step("get: " + "/a".repeat(LARGE / 2))),
                valueOf("sessions", step("post: /, text: \"" + "${a}".repeat(LARGE / 4) + "\"")),
                valueOf("sessions", step("post: /, text: \"" + "$".repeat(LARGE) + "\"")),
                valueOf("sessions", step("post: /, json: [" + "1,".repeat(LARGE / 2) + "1]")),
                valueOf("objectives", "{ also: [ { response-time: p99 <= " + "1s ".repeat(LARGE / 3) + " } ] }"),
                valueOf("data", "{ a: { file: a.csv, columns: [" + names(100_000, "") + "] } }"),
                valueOf("data", "{" + names(20_000, ": { file: a.csv }") + "}")
                        + "\n"
                        + valueOf(
                                "sessions",
                                step("post: /, json: ["
                                        + names(20_000, "x").replace("n", "${n").replace("x", "}") + "]")),
                names(100_000, ": 1").replace(", ", "\n"),
                "? ".repeat(LARGE / 2),
                "- ".repeat(LARGE / 2),
                "{[".repeat(LARGE / 2),
                "\"" + "\\u0041".repeat(LARGE / 6),
                "a: |\n" + " x\n".repeat(LARGE / 3),
                "&a ".repeat(LARGE / 3),
                "!".repeat(LARGE),
                "%".repeat(LARGE),
                "\n".repeat(LARGE),
                "#\n".repeat(LARGE / 2));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("hostile")
    void answersWithinSecondsAndInFewWords(String text) {
        ScenarioReading reading =
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> ScenarioReader.read(text));

        assertThat(reading.problems()).isNotEmpty();
        assertThat(reading.describe("f").length()).isLessThan(500_000);
    }

    private static String valueOf(String key, String value) {
        return key + ": " + value;
    }

    private static String step(String keys) {
        return "[ { session: s, steps: [ { step: s, " + keys + " } ] } ]";
    }

    private static String names(int count, String suffix) {
        List<String> names =
                IntStream.range(0, count).mapToObj(i -> "n" + i + suffix).toList();
        return names.stream().collect(Collectors.joining(", "));
    }
}
