package io.breakwater.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.scenario.run.AdjustmentWish.Change;
import io.breakwater.scenario.run.AdjustmentWish.Factor;
import io.breakwater.scenario.run.AdjustmentWish.Level;
import io.breakwater.scenario.run.AdjustmentWish.Pausing;
import io.breakwater.scenario.run.AdjustmentWish.Resuming;
import io.breakwater.scenario.run.AdjustmentWish.Unit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdjustmentReadingTest {

    private static AdjustmentReading read(String json) {
        return AdjustmentReading.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Change change(String member) {
        return read("{\"by\": \"bob\", " + member + "}").wish().orElseThrow().change();
    }

    @Test
    void readsEachKindOfChange() {
        assertThat(change("\"level\": \"250/s\"")).isEqualTo(new Level(250, Unit.ITERATIONS_PER_SECOND));
        assertThat(change("\"level\": \"90 /min\"")).isEqualTo(new Level(1.5, Unit.ITERATIONS_PER_SECOND));
        assertThat(change("\"level\": \"0/s\"")).isEqualTo(new Level(0, Unit.ITERATIONS_PER_SECOND));
        assertThat(change("\"level\": \"50 users\"")).isEqualTo(new Level(50, Unit.VIRTUAL_USERS));
        assertThat(change("\"level\": \"1 user\"")).isEqualTo(new Level(1, Unit.VIRTUAL_USERS));
        assertThat(change("\"factor\": 1.1")).isEqualTo(new Factor(1.1));
        assertThat(change("\"factor\": 2")).isEqualTo(new Factor(2));
        assertThat(change("\"factor\": \"+10 %\"")).isEqualTo(new Factor(1.1));
        assertThat(change("\"factor\": \"-25%\"")).isEqualTo(new Factor(0.75));
        assertThat(change("\"pause\": true")).isEqualTo(new Pausing());
        assertThat(change("\"resume\": true")).isEqualTo(new Resuming());
    }

    @Test
    void readsWhoAsksAndForWhichSession() {
        AdjustmentWish wish = read("{\"by\": \"bob\", \"session\": \"buyers\", \"pause\": true}")
                .wish()
                .orElseThrow();
        assertThat(wish.by()).isEqualTo("bob");
        assertThat(wish.session()).contains("buyers");
        assertThat(read("{\"by\": \"bob\", \"pause\": true}")
                        .wish()
                        .orElseThrow()
                        .session())
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "level | 250",
                "level | \"250\"",
                "level | \"-1/s\"",
                "level | \"1.5 users\"",
                "level | \"fast\"",
                "factor | 0",
                "factor | -1",
                "factor | 1000.1",
                "factor | \"10 %\"",
                "factor | \"-100 %\"",
                "factor | true",
                "pause | false",
                "resume | 1",
            })
    void refusesWhatIsNoChange(String member, String value) {
        AdjustmentReading reading = read("{\"by\": \"bob\", \"" + member + "\": " + value + "}");
        assertThat(reading.wish()).isEmpty();
        assertThat(reading.reasons()).singleElement().asString().startsWith(member + ": " + value + " (expected: ");
    }

    @Test
    void namesAllThatIsWrongAtOnce() {
        assertThat(read("{\"session\": \"\", \"pause\": 1, \"resume\": true}").reasons())
                .containsExactly(
                        "by: missing (expected: a text of 1 to 128 characters, no control characters)",
                        "session: \"\" (expected: a text of 1 to 128 characters, no control characters)",
                        "pause: 1 (expected: true)",
                        "adjustment: 2 of level, factor, pause, resume (expected: exactly one)");
        assertThat(read("{\"by\": \"bob\"}").reasons())
                .isEqualTo(List.of("adjustment: 0 of level, factor, pause, resume (expected: exactly one)"));
        assertThat(read("[").reasons()).singleElement().asString().startsWith("request: not a JSON object");
    }
}
