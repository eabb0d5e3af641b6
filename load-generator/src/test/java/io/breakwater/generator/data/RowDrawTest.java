package io.breakwater.generator.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.data.DataRows;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.DataSet.Format;
import io.breakwater.events.scenario.DataSet.Per;
import io.breakwater.events.scenario.DataSet.Pick;
import io.breakwater.events.scenario.DataSet.WhenUsedUp;
import io.breakwater.generator.schedule.ArrivalShare;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowDrawTest {

    private static final int[] SLOT = {0};

    @Test
    void drawsNoRowTwiceOverAnyNumberOfGeneratorsAndLoops_seed7() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            int parts = 1 + random.nextInt(5);
            int loops = 1 + random.nextInt(4);
            int rows = 1 + random.nextInt(200);
            RunData data = data(Map.of("a", set(Pick.ONCE, Per.ITERATION, false, WhenUsedUp.STOP)), Map.of("a", rows));
            List<RowDraw> sharers = sharers(data, parts, loops);
            List<Integer> drawn = new ArrayList<>();
            int[] noted = new int[1];
            // Uneven on purpose: some sharers draw often, others hardly ever.
            for (int i = 0; i < 20 * rows; i++) {
                double skewed = random.nextDouble() * random.nextDouble();
                if (sharers.get((int) (skewed * sharers.size())).draw(SLOT, Per.ITERATION, random.nextLong(), noted)
                        == RowDraw.DRAWN) {
                    drawn.add(noted[0]);
                }
            }
            assertThat(drawn)
                    .as("%d parts, %d loops, %d rows", parts, loops, rows)
                    .doesNotHaveDuplicates();
            assertThat(drawn).allMatch(row -> row >= 0 && row < rows);
        }
    }

    @Test
    void drawsEveryRowOnceWhenAllSharersDrawToTheEnd() {
        RunData data = data(Map.of("a", set(Pick.ONCE, Per.ITERATION, false, WhenUsedUp.STOP)), Map.of("a", 101));
        List<Integer> drawn = new ArrayList<>();
        int[] noted = new int[1];
        for (RowDraw sharer : sharers(data, 3, 2)) {
            while (sharer.draw(SLOT, Per.ITERATION, 0, noted) == RowDraw.DRAWN) {
                drawn.add(noted[0]);
            }
        }
        assertThat(drawn)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 101).boxed().toList());
    }

    @Test
    void drawsEveryRowOnceARoundWhenItRepeats() {
        RunData data = data(Map.of("a", set(Pick.ONCE, Per.ITERATION, false, WhenUsedUp.REPEAT)), Map.of("a", 12));
        List<Integer> drawn = new ArrayList<>();
        int[] noted = new int[1];
        List<RowDraw> sharers = sharers(data, 3, 2);
        for (int turn = 0; turn < 4; turn++) {
            for (RowDraw sharer : sharers) {
                sharer.draw(SLOT, Per.ITERATION, 0, noted);
                drawn.add(noted[0]);
            }
        }
        assertThat(drawn).hasSize(24);
        assertThat(drawn.stream()
                        .collect(Collectors.groupingBy(row -> row, Collectors.counting()))
                        .values())
                .containsOnly(2L);
    }

    @Test
    void saysThatTheRunFailsOnlyWhereTheScenarioSaysSo() {
        RunData data = data(
                Map.of(
                        "a", set(Pick.SEQUENTIAL, Per.ITERATION, false, WhenUsedUp.FAIL),
                        "b", set(Pick.SEQUENTIAL, Per.ITERATION, false, WhenUsedUp.STOP)),
                Map.of("a", 2, "b", 1));
        RowDraw draw = new RowDraw(data, 0, 1);
        int[] noted = new int[2];

        assertThat(draw.draw(new int[] {0, 1}, Per.ITERATION, 0, noted)).isEqualTo(RowDraw.DRAWN);
        assertThat(draw.draw(new int[] {0, 1}, Per.ITERATION, 1, noted)).isEqualTo(1);
        assertThat(draw.failsRun(1)).isFalse();
        assertThat(draw.draw(SLOT, Per.ITERATION, 2, noted)).isEqualTo(0);
        assertThat(draw.failsRun(0)).isTrue();
        assertThat(draw.failure(0)).startsWith("data f.jsonl: used up after 2 rows (expected: ");
    }

    @Test
    void burnsNoRowOfOneDataSetWhenAnotherHasNone() {
        RunData data = data(
                Map.of(
                        "a", set(Pick.ONCE, Per.ITERATION, false, WhenUsedUp.STOP),
                        "b", set(Pick.SEQUENTIAL, Per.ITERATION, false, WhenUsedUp.STOP)),
                Map.of("a", 2, "b", 1));
        RowDraw draw = new RowDraw(data, 0, 1);
        int[] noted = new int[2];

        assertThat(draw.draw(new int[] {0, 1}, Per.ITERATION, 5, noted)).isEqualTo(1);
        assertThat(draw.draw(SLOT, Per.ITERATION, 6, noted)).isEqualTo(RowDraw.DRAWN);
        assertThat(noted[0]).isZero();
    }

    @Test
    void drawsForVirtualUsersApartFromIterations() {
        RunData data = data(
                Map.of(
                        "a", set(Pick.SEQUENTIAL, Per.ITERATION, false, WhenUsedUp.REPEAT),
                        "b", set(Pick.SEQUENTIAL, Per.VIRTUAL_USER, false, WhenUsedUp.REPEAT)),
                Map.of("a", 10, "b", 10));
        RowDraw draw = new RowDraw(data, 0, 1);
        int[] noted = new int[2];

        draw.draw(new int[] {0, 1}, Per.VIRTUAL_USER, 3, noted);
        draw.draw(new int[] {0, 1}, Per.ITERATION, 7, noted);
        assertThat(noted).containsExactly(7, 3);
    }

    @Test
    void cutsAndRepeatsOthersToTheLengthOfTheBaseColumn() {
        RunData data = data(
                Map.of(
                        "base", set(Pick.SEQUENTIAL, Per.ITERATION, true, WhenUsedUp.REPEAT),
                        "long", set(Pick.SEQUENTIAL, Per.ITERATION, false, WhenUsedUp.REPEAT),
                        "short", set(Pick.SEQUENTIAL, Per.ITERATION, false, WhenUsedUp.REPEAT)),
                Map.of("base", 5, "long", 8, "short", 2));
        RowDraw draw = new RowDraw(data, 0, 1);
        List<List<Integer>> drawn = new ArrayList<>();
        for (long index = 0; index < 7; index++) {
            int[] noted = new int[3];
            draw.draw(new int[] {0, 1, 2}, Per.ITERATION, index, noted);
            drawn.add(IntStream.of(noted).boxed().toList());
        }
        assertThat(drawn)
                .containsExactly(
                        List.of(0, 0, 0),
                        List.of(1, 1, 1),
                        List.of(2, 2, 0),
                        List.of(3, 3, 1),
                        List.of(4, 4, 0),
                        List.of(0, 0, 0),
                        List.of(1, 1, 1));
    }

    private static List<RowDraw> sharers(RunData data, int parts, int loops) {
        List<RowDraw> sharers = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            for (int loop = 0; loop < loops; loop++) {
                ArrivalShare share = ArrivalShare.of(part, parts, loop, loops);
                sharers.add(new RowDraw(data, share.firstIndex(), share.stride()));
            }
        }
        return sharers;
    }

    private static DataSet set(Pick pick, Per per, boolean base, WhenUsedUp whenUsedUp) {
        return new DataSet("f.jsonl", Format.JSONL, List.of(), pick, per, base, whenUsedUp);
    }

    private static RunData data(Map<String, DataSet> sets, Map<String, Integer> sizes) {
        return new RunData(
                sets,
                sets.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> DataRows.open(
                                        entry.getValue(),
                                        "1\n"
                                                .repeat(sizes.getOrDefault(entry.getKey(), 1))
                                                .getBytes(StandardCharsets.US_ASCII)))));
    }
}
