package io.breakwater.generator.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.template.Expression;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.token.TokenSlot;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValuesTest {

    private final ValueNames names = ValueNames.of(List.of("b", "a"));
    private final HandedValues handed = new HandedValues(names);
    private final Values values = new Values(names, handed);
    private final Filling filling = new Filling(new Sequences(0, 0, 1));
    private final Sources sources = new Sources(new RunData(Map.of(), Map.of()), ignored -> new TokenSlot(), names);

    @Test
    void forgetsWhatAnEarlierIterationFound() {
        set("a", "one");
        assertThat(value("a")).contains("one");
        values.begin(1, 2);
        assertThat(value("a")).isEmpty();
        assertThat(values.isSet(names.slot("a"))).isFalse();
    }

    @Test
    void keepsAnEmptyValueApartFromNone() {
        set("a", "");
        assertThat(value("a")).contains("");
        assertThat(value("b")).isEmpty();
    }

    @Test
    void seesWhatWasHandedOverUnlessItHasItsOwn() {
        Values other = new Values(names, handed);
        set("a", "shared");
        assertThat(values.handOver(names.slot("a"))).isTrue();
        assertThat(values.handOver(names.slot("b"))).isFalse();
        set("a", "changed later");

        filling.of(new int[0], other, 0);
        assertThat(read("a")).contains("shared");
        other.set(names.slot("a"), new byte[] {'x'}, 0, 1);
        assertThat(read("a")).contains("x");
    }

    @Test
    void namesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> names.slot("c")).hasMessage("${c}: unknown value (expected: one of [a, b])");
    }

    @Test
    void drawsTheSameRandomNumbersForTheSameIterationAndOthersForAnother() {
        Set<Long> distinct = new HashSet<>();
        for (long index = 0; index < 1_000; index++) {
            values.begin(42, index);
            long first = values.nextRandom();
            distinct.add(first);
            values.begin(42, index);
            assertThat(values.nextRandom()).isEqualTo(first);
        }
        assertThat(distinct).hasSize(1_000);
    }

    private void set(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        values.set(names.slot(name), bytes, 0, bytes.length);
    }

    private Optional<String> value(String name) {
        filling.of(new int[0], values, 0);
        return read(name);
    }

    private Optional<String> read(String name) {
        ByteText out = filling.out();
        return sources.source(new Expression.Named(name), ValueEncoding.PLAIN).append(filling, out)
                ? Optional.of(out.toString())
                : Optional.empty();
    }
}
