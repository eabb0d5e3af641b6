package io.breakwater.generator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionRotationTest {

    @Test
    void mixesSessionsEvenlyByTheirWeights() {
        SessionRotation rotation = SessionRotation.of(List.of(3, 1));

        assertThat(turns(rotation, 8)).as("the second round begins elsewhere").isEqualTo("00100001");
    }

    @Test
    void givesEveryLoopOfEveryPartItsShareOfEachSession() {
        // 2,000 draws of a half have a standard deviation of 22; the choice is fixed, so this passes always or never.
        for (List<Integer> weights : List.of(List.of(1, 1), List.of(3, 1), List.of(1, 1, 1), List.of(5, 3, 2))) {
            SessionRotation rotation = SessionRotation.of(weights);
            int period = weights.stream().mapToInt(Integer::intValue).sum();
            for (int sharers = 1; sharers <= 24; sharers++) {
                for (int sharer = 0; sharer < sharers; sharer++) {
                    ArrivalShare share = ArrivalShare.of(0, 1, sharer, sharers);
                    int[] count = new int[weights.size()];
                    for (int turn = 0; turn < 2_000; turn++) {
                        count[rotation.session(share.firstIndex() + turn * share.stride())]++;
                    }
                    for (int session = 0; session < count.length; session++) {
                        assertThat(count[session])
                                .as("session %s of %s for %s", session, weights, share)
                                .isCloseTo(2_000 * weights.get(session) / period, within(80));
                    }
                }
            }
        }
    }

    @Test
    void givesEachSessionExactlyItsShareOfAPeriod() {
        SessionRotation rotation = SessionRotation.of(List.of(50, 30, 20));

        assertThat(LongStream.range(0, 1_000)
                        .map(rotation::session)
                        .boxed()
                        .collect(Collectors.groupingBy(session -> session, Collectors.counting())))
                .containsEntry(0L, 500L)
                .containsEntry(1L, 300L)
                .containsEntry(2L, 200L);
    }

    @Test
    void rejectsWeightsWithoutSense() {
        assertThatThrownBy(() -> SessionRotation.of(List.of(1, 0))).hasMessageContaining("weight: 0");
        assertThatThrownBy(() -> SessionRotation.of(List.of())).hasMessageContaining("weights: sum 0");
        assertThatThrownBy(() -> SessionRotation.of(List.of(1, 2_000_000_000))).hasMessageContaining("2000000001");
    }

    @Test
    void sharesArrivalsAmongPartsAndLoops() {
        List<Long> all = Stream.of(0, 1, 2)
                .flatMap(part -> Stream.of(0, 1).map(loop -> ArrivalShare.of(part, 3, loop, 2)))
                .flatMap(share -> LongStream.range(0, 10).mapToObj(turn -> share.firstIndex() + turn * share.stride()))
                .sorted()
                .toList();

        assertThat(all)
                .containsExactlyElementsOf(LongStream.range(0, 60).boxed().toList());
        assertThat(ArrivalShare.of(2, 3, 1, 2)).isEqualTo(new ArrivalShare(5, 6));
    }

    @Test
    void dividesABoundSoThatTheSumIsTheBound() {
        int sum = 0;
        for (int part = 0; part < 3; part++) {
            for (int loop = 0; loop < 2; loop++) {
                sum += ArrivalShare.portion(1_000, part, 3, loop, 2);
            }
        }
        assertThat(sum).isEqualTo(1_000);
        assertThat(ArrivalShare.portion(1, 2, 3, 1, 2)).as("at least one each").isEqualTo(1);
    }

    private static String turns(SessionRotation rotation, int count) {
        return LongStream.range(0, count)
                .mapToObj(index -> Integer.toString(rotation.session(index)))
                .collect(Collectors.joining());
    }
}
