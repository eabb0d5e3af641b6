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
                valueOf(
                        "sessions",
                        flow("{ assign: {" + names(40_000, ": a") + "} }, "
                                + "{ if: { value: n1, exists: true }, then: [ { end: iteration } ] },".repeat(7_000))),
                valueOf(
                        "sessions",
                        flow("{ assign: {" + names(30_000, ": a") + "} }, { hand-over: [" + names(30_000, "") + "] }")),
                valueOf(
                        "sessions",
                        flow("{ jump: a },".repeat(30_000) + "{ step: a, get: / }," + "{ jump: a },".repeat(30_000))),
                valueOf("sessions", step("get: /, expect: [" + "{ xml: //a[b], exists: true },".repeat(15_000) + "]")),
                valueOf(
                        "sessions",
                        step("get: /, expect: [" + "{ json: '$..a[?(@.b)]', matches: '(a|b)*' },".repeat(12_000)
                                + "]")),
                valueOf(
                        "load",
                        "{ open: [" + "{ ladder: { from: 1/s, step: 1/s, rungs: 200 }, for: 1s },".repeat(12_000)
                                + "] }"),
                valueOf("http", "{ headers: {" + names(20_000, ": '${a}'") + "} }") + "\n"
                        + valueOf("sessions", flow("{ step: a, get: / },".repeat(20_000))),
                valueOf(
                        "sessions",
                        "["
                                + IntStream.range(0, 6_000)
                                        .mapToObj(i -> "{ session: s" + i + ", steps: [ { step: s" + i + ", get: '/${n"
                                                + i + "}${x" + i + "}' }, { assign: { n: a } }, { hand-over: n } ] }")
                                        .collect(Collectors.joining(","))
                                + "]"),
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

    private static String flow(String items) {
        return "[ { session: s, steps: [ " + items + " ] } ]";
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
