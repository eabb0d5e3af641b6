package io.breakwater.events.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.Problem;
import io.breakwater.events.scenario.file.ScenarioReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateCurveTest {

    @Test
    void movesEvenlyFromOnePointToTheNext() {
        assertThat(curve("time,rate\n0,10\n60,200\n\n90.5,0\n").phases(1, false))
                .containsExactly(
                        LoadPhase.of(10, 200, Duration.ofSeconds(60), false),
                        LoadPhase.of(200, 0, Duration.ofMillis(30_500), false));
    }

    @Test
    void countsTimeFromItsFirstPoint() {
        RecordedCurve dates = curve("2026-11-11 00:00:00,1\n2026-11-11 00:01:00,2\n2026-11-11T00:02,3\n");
        RecordedCurve zoned = curve("2026-11-11T00:00:00+08:00,1\n2026-11-10T16:01:00Z,2\n");
        RecordedCurve clock = curve("23:00:00,1\n23:00:30.5,2\n");
        RecordedCurve epoch = curve("\uFEFF1763000000,1\r\n1763000010,2\r\n");

        assertThat(lasts(dates)).isEqualTo(Duration.ofMinutes(2));
        assertThat(lasts(zoned)).isEqualTo(Duration.ofMinutes(1));
        assertThat(lasts(clock)).isEqualTo(Duration.ofMillis(30_500));
        assertThat(lasts(epoch)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void readsRatesWithAndWithoutTheirUnitAndScalesThem() {
        assertThat(curve("0,\"60/min\"\n10,4 /s\n").phases(1.5, true))
                .containsExactly(LoadPhase.of(1.5, 6, Duration.ofSeconds(10), true));
    }

    @Test
    void leavesOutPointsOnALevelStretch() {
        assertThat(curve("0,5\n1,5\n2,5\n3,5\n4,9\n").phases(1, false))
                .containsExactly(
                        LoadPhase.of(5, 5, Duration.ofSeconds(3), false),
                        LoadPhase.of(5, 9, Duration.ofSeconds(1), false));
    }

    @Test
    void drawsALongCurveWithFewPhasesOfTheSameArrivals_seed42() {
        Random random = new Random(42);
        StringBuilder day = new StringBuilder();
        for (int second = 0; second <= 86_400; second++) {
            day.append(second).append(',').append(random.nextInt(1_000)).append('\n');
        }
        RecordedCurve curve = curve(day.toString());

        List<LoadPhase> phases = curve.phases(1, false);

        assertThat(phases).hasSize(RecordedCurve.MOST_PHASES);
        assertThat(phases.stream().map(LoadPhase::lasts).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofDays(1));
        assertThat(arrivals(phases)).isCloseTo(arrivals(exact(curve)), within(0.01));
        assertThat(phases)
                .allSatisfy(
                        phase -> assertThat(phase.from()).isEqualTo(phase.to()).isBetween(0.0, 999.0));
    }

    @Test
    void tellsEveryMistakeWithItsLine() {
        assertThat(problems("time,rate\n0;5\n1,x\ny,2\n5,1\n5,1\n700000,1\n7,1e3\n"))
                .containsExactly(
                        "2:1: line: 1 values (expected: a time and a rate)",
                        "3:1: rate: x (expected: arrivals per second, such as 200 or 12000/min)",
                        "4:1: time: y (expected: seconds, HH:mm:ss, or a date and time such as 2026-11-11 00:00:00)",
                        "6:1: time: not after that of the line before (expected: later)",
                        "7:1: time: more than 7 days after the first (expected: at most that)",
                        "8:1: rate: 1e3 (expected: arrivals per second, such as 200 or 12000/min)");
        assertThat(problems("0,1"))
                .containsExactly("1:1: curve: 1 lines with a time and a rate (expected: at least 2)");
        assertThat(problems("")).singleElement().asString().contains("curve: 0 lines");
        assertThat(problems("0,0\n1,0\n")).singleElement().asString().contains("curve: no arrivals");
        assertThat(RecordedCurve.read(new byte[] {(byte) 0xFF}).problems())
                .containsExactly(new Problem(1, 1, "encoding: not UTF-8 (expected: UTF-8)"));
        assertThat(problems("a\n".repeat(10_000)))
                .hasSize(101)
                .last()
                .asString()
                .contains("9900 more, not listed");
    }

    @Test
    void neverThrowsWhateverTheBytes_seed42() {
        Random random = new Random(42);
        byte[] alphabet = "0123456789.,:-TZ+/smin\" \n\r\t\uFEFFe".getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] =
                        random.nextInt(50) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            }
            RecordedCurve.Reading reading = RecordedCurve.read(bytes);
            assertThat(reading.curve().isPresent()).isEqualTo(reading.problems().isEmpty());
        }
    }

    @Test
    void putsItsPhasesWhereTheScenarioReplaysIt() {
        Scenario scenario = scenario("""
                files: { day: singles-day.csv }
                sessions:
                  - { session: a, steps: [ { step: a, get: / } ] }
                  - session: b
                    load: { open: [ { replay: own.csv } ] }
                    steps: [ { step: b, get: / } ]
                load:
                  open: [ { hold: 1/s, for: 5s, warm-up: true }, { replay: day, scale: 200% }, { hold: 3/s, for: 1s } ]
                """);

        assertThat(RateCurve.files(scenario)).containsExactly("day", "own.csv");
        Scenario expanded =
                RateCurve.inPlace(scenario, Map.of("day", bytes("0,1\n9,2\n"), "own.csv", bytes("0,4\n7,4\n")));

        assertThat(expanded.load())
                .isEqualTo(Load.Open.of(List.of(
                        LoadPhase.of(1, 1, Duration.ofSeconds(5), true),
                        LoadPhase.of(2, 4, Duration.ofSeconds(9), false),
                        LoadPhase.of(3, 3, Duration.ofSeconds(1), false))));
        assertThat(expanded.sessions().get(1).load())
                .hasValue(Load.Open.of(List.of(LoadPhase.of(4, 4, Duration.ofSeconds(7), false))));
        assertThat(RateCurve.files(expanded)).isEmpty();
    }

    @Test
    void aRunWhoseSessionsAllHaveTheirOwnLoadLastsAsLongAsTheirCurves() {
        Scenario scenario = scenario("""
                sessions:
                  - session: b
                    start-after: 3s
                    load: { open: [ { replay: own.csv } ] }
                    steps: [ { step: b, get: / } ]
                """);

        assertThat(RateCurve.inPlace(scenario, Map.of("own.csv", bytes("0,4\n7,4\n")))
                        .load())
                .isEqualTo(Load.Open.of(List.of(LoadPhase.of(0, 0, Duration.ofSeconds(10), false))));
    }

    private static Scenario scenario(String sections) {
        return ScenarioReader.read("scenario: one\ntarget: http://127.0.0.1:8090\n" + sections)
                .scenario()
                .orElseThrow();
    }

    private static ByteBuffer bytes(String csv) {
        return ByteBuffer.wrap(csv.getBytes(UTF_8));
    }

    private static Duration lasts(RecordedCurve curve) {
        return Duration.ofNanos(curve.points().get(curve.points().size() - 1).nanos());
    }

    private static List<LoadPhase> exact(RecordedCurve curve) {
        List<LoadPhase> phases = new java.util.ArrayList<>();
        for (int i = 1; i < curve.points().size(); i++) {
            phases.add(LoadPhase.of(
                    curve.points().get(i - 1).perSecond(),
                    curve.points().get(i).perSecond(),
                    Duration.ofSeconds(1),
                    false));
        }
        return phases;
    }

    private static double arrivals(List<LoadPhase> phases) {
        return phases.stream()
                .mapToDouble(
                        phase -> (phase.from() + phase.to()) / 2 * phase.lasts().toNanos() / 1e9)
                .sum();
    }

    private static RecordedCurve curve(String csv) {
        RecordedCurve.Reading reading = RecordedCurve.read(csv.getBytes(UTF_8));
        assertThat(reading.problems()).isEmpty();
        return reading.curve().orElseThrow();
    }

    private static List<String> problems(String csv) {
        return RecordedCurve.read(csv.getBytes(UTF_8)).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
