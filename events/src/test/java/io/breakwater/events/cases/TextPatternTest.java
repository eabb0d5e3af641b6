package io.breakwater.events.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of a text, of which texts can be made. */
class TextPatternTest {

    private static List<String> texts(TextPattern pattern) {
        return LongStream.range(0, pattern.count()).mapToObj(pattern::text).toList();
    }

    @Test
    void numbersAllItsTexts() {
        assertThat(texts(TextPattern.parse("x[ab]{1,2}\\.")))
                .containsExactlyInAnyOrder("xa.", "xb.", "xaa.", "xab.", "xba.", "xbb.");
        assertThat(texts(TextPattern.parse("\\d"))).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void numbersATextAsOftenAsThereAreWaysToIt() {
        assertThat(texts(TextPattern.parse("[ab]?[ab]?")))
                .containsExactlyInAnyOrder("", "a", "a", "b", "b", "aa", "ab", "ba", "bb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0-9]{5}", "[0-9]{1,2}[0-9]?", "SF\\d{2,8}", "[a-z-]?x{0}", "[一-龥]{2,4}"})
    void matchesWhatItMakes(String source) {
        TextPattern pattern = TextPattern.parse(source);
        SplittableRandom random = new SplittableRandom(1);

        for (int i = 0; i < 200; i++) {
            String text = pattern.any(random);
            assertThat(pattern.matches(text)).as(text).isTrue();
            assertThat(pattern.matches(text + "§")).as(text + "§").isFalse();
        }
    }

    @Test
    void matchesTheWholeTextAndTriesEveryNumberOfTimes() {
        TextPattern pattern = TextPattern.parse("[ab]{1,3}b{2}c?");

        assertThat(List.of("abb", "bbb", "aabbb", "abbc")).allMatch(pattern::matches);
        assertThat(List.of("", "bb", "ab", "abbcc", "aaaabb", "cabb")).noneMatch(pattern::matches);
    }

    @Test
    void holdsAllChineseCharactersOfTheUsualRange() {
        TextPattern pattern = TextPattern.parse("[一-龥]{2,4}");

        assertThat(List.of("一龥", "北京西站")).allMatch(pattern::matches);
        assertThat(List.of("京", "北京西站北", "ab")).noneMatch(pattern::matches);
        assertThat(TextPattern.parse("[一-龥]").count()).isEqualTo(0x9FA5 - 0x4E00 + 1);
    }

    @Test
    void endsSoonWhereManyWaysLeadNowhere() {
        TextPattern pattern = TextPattern.parse("[0-9]?".repeat(40));

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(pattern.matches("9".repeat(500))).isFalse();
            assertThat(pattern.matches("9".repeat(41))).isFalse();
            assertThat(pattern.matches("9".repeat(40))).isTrue();
            assertThat(pattern.matches("")).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "(a|b)", "[z-a]", "[]", "[a", "a{2,1}", "a{201}", "a{1", "a*", "\\w", "\\", "[\u0001-\uffff]"
            })
    void refusesWhatIsNoPattern(String source) {
        assertThatThrownBy(() -> TextPattern.parse(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("pattern: " + source + ", at character ")
                .hasMessageContaining("(expected: ");
    }
}
