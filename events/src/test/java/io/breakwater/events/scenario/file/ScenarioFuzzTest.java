package io.breakwater.events.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.codec.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScenarioFuzzTest {

    private static final long BUDGET_NANOS = 4_000_000_000L;

    private static final String[] PIECES = {
        "\n",
        "\t",
        " ",
        ":",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\"",
        "'",
        "|",
        ">",
        "&a ",
        "*a",
        "!x ",
        "!!int ",
        "#",
        "%",
        "@",
        "`",
        "---\n",
        "...\n",
        "? ",
        "<<: ",
        "~",
        "null",
        "true",
        ".inf",
        "1.",
        "0x1",
        "${",
        "${cases}",
        "${token.x}",
        "$${",
        "\u0000",
        "\uFEFF",
        "\uD83D",
        "\u2028",
        "\u0085",
        "中",
        "200",
        "200/s",
        "30m",
        "95%",
        "99999999999999999999",
        "-1",
        "p99 <= 1s",
        "<= 1%",
        "json: ",
        "step: a\n",
        "expect: ",
        "columns: ",
        "hold: ",
        "repeat: 3\n",
        "jump: home\n",
        "if: ",
        "then: ",
        "extract: { a: $.b }\n",
        "assign: { a: b }\n",
        "hand-over: a\n",
        "${a ?? \"b\"}",
        "${md5(a)}",
        "0 to 9 users",
        "2xx",
        "[[1, 2]]",
        "$..a[?(@.b)]",
        "//a[b]",
        "(a|b)+",
        "https://a.b/${c}",
        "%YAML 9.9\n",
        "\r",
        "\\",
        "\\u12",
        "a".repeat(300)
    };

    @Test
    void givesAScenarioOrProblemsForWhateverText_seed42() throws Exception {
        List<String> seeds = new ArrayList<>(ScenarioReferenceTest.examples().toList());
        seeds.add(ScenarioTexts.LEAST);
        for (int i = seeds.size(); i > 0; i -= 4) {
            seeds.add(ScenarioTexts.WHOLE);
        }
        Random random = new Random(42);
        long end = System.nanoTime() + BUDGET_NANOS;
        int accepted = 0;
        int refused = 0;
        while (refused + accepted < 10_000 && System.nanoTime() < end) {
            String text = mutated(seeds.get(random.nextInt(seeds.size())), random);
            ScenarioReading reading =
                    random.nextInt(8) == 0 ? ScenarioReader.read(damaged(text, random)) : ScenarioReader.read(text);
            if (reading.scenario().isPresent()) {
                accepted++;
                assertThat(EventCodec.encode(reading.scenario().get())).isNotEmpty();
            } else {
                refused++;
                assertThat(reading.problems()).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.line()).isPositive();
                    assertThat(problem.column()).isPositive();
                    assertThat(problem.message()).contains(": ").doesNotContain("\n");
                });
            }
        }
        assertThat(accepted).isPositive();
        assertThat(refused).isGreaterThan(500);
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(5); i >= 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            int until = Math.min(mutated.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> mutated.delete(at, until);
                case 1 -> mutated.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> mutated.replace(at, until, PIECES[random.nextInt(PIECES.length)]);
                default -> mutated.insert(at, mutated.substring(Math.max(0, at - random.nextInt(80)), at));
            }
        }
        return mutated.toString();
    }

    private static byte[] damaged(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
