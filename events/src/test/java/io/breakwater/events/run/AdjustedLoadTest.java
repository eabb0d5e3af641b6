package io.breakwater.events.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.events.run.Adjustment.Pause;
import io.breakwater.events.run.Adjustment.Resume;
import io.breakwater.events.run.Adjustment.Scale;
import io.breakwater.events.run.Adjustment.SetLevel;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Load.Open.Spacing;
import io.breakwater.events.scenario.LoadPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdjustedLoadTest {

    private static final Adjustment PAUSE = new Pause(Optional.empty());
    private static final Adjustment RESUME = new Resume(Optional.empty());

    private static Adjustment set(double level) {
        return new SetLevel(Optional.empty(), level);
    }

    private static Adjustment scale(double factor) {
        return new Scale(Optional.empty(), factor);
    }

    private static Duration s(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static LoadPhase ramp(double from, double to, double seconds) {
        return LoadPhase.of(from, to, s(seconds), false);
    }

    private static LoadPhase hold(double level, double seconds) {
        return ramp(level, level, seconds);
    }

    private static LoadPhase rung(int rung, double level, double seconds) {
        return new LoadPhase(level, level, s(seconds), 0, rung, false);
    }

    private static LoadPhase burst(long arrivals) {
        return new LoadPhase(0, 0, Duration.ZERO, arrivals, 0, false);
    }

    private static AdjustedLoad load(LoadPhase... phases) {
        return AdjustedLoad.of(Load.Open.of(List.of(phases)));
    }

    @Test
    void isAsPlannedWithoutAdjustments() {
        AdjustedLoad load = load(ramp(0, 100, 10), hold(100, 20));
        assertThat(load.phases()).containsExactly(ramp(0, 100, 10), hold(100, 20));
        assertThat(load.plannedEnd()).contains(s(30));
        assertThat(load.isPaused()).isFalse();
        assertThat(load.levelAt(s(5))).isEqualTo(50);
        assertThat(load.levelAt(s(-1))).isZero();
        assertThat(load.levelAt(s(30))).isZero();
    }

    @Test
    void holdsALevelThatIsSetToThePlannedEnd() {
        AdjustedLoad load = load(ramp(0, 100, 10), hold(100, 20)).with(s(5), set(70));
        assertThat(load.phases()).containsExactly(ramp(0, 50, 5), hold(70, 5), hold(70, 20));
        assertThat(load.plannedEnd()).contains(s(30));
    }

    @Test
    void multipliesAllThatIsToCome() {
        AdjustedLoad load = load(ramp(0, 100, 10), hold(100, 20)).with(s(5), scale(2));
        assertThat(load.phases()).containsExactly(ramp(0, 50, 5), ramp(100, 200, 5), hold(200, 20));
    }

    @Test
    void multipliesALevelThatWasSet() {
        AdjustedLoad load =
                load(hold(100, 10)).with(s(2), set(40)).with(s(4), scale(1.5)).with(s(4), scale(0.5));
        assertThat(load.phases()).containsExactly(hold(100, 2), hold(40, 2), hold(30, 6));
    }

    @Test
    void letsThePlanWaitInAPause() {
        AdjustedLoad paused = load(ramp(0, 100, 10), hold(100, 20)).with(s(5), PAUSE);
        assertThat(paused.isPaused()).isTrue();
        assertThat(paused.pausedAt()).contains(s(5));
        assertThat(paused.plannedEnd()).isEmpty();
        assertThat(paused.phases()).containsExactly(ramp(0, 50, 5));
        assertThat(paused.levelAt(s(5))).isZero();
        AdjustedLoad resumed = paused.with(s(65), RESUME);
        assertThat(resumed.phases()).containsExactly(ramp(0, 50, 5), hold(0, 60), ramp(50, 100, 5), hold(100, 20));
        assertThat(resumed.plannedEnd()).contains(s(90));
    }

    @Test
    void changesWhatWaitsWhenItIsAdjustedInAPause() {
        AdjustedLoad load = load(hold(100, 10))
                .with(s(5), PAUSE)
                .with(s(6), set(20))
                .with(s(7), scale(2))
                .with(s(8), RESUME);
        assertThat(load.phases()).containsExactly(hold(100, 5), hold(0, 3), hold(40, 5));
    }

    @Test
    void takesASecondPauseAndAResumeWithoutAPauseForNothing() {
        AdjustedLoad load = load(hold(100, 10))
                .with(s(1), RESUME)
                .with(s(2), PAUSE)
                .with(s(3), PAUSE)
                .with(s(4), RESUME)
                .with(s(5), RESUME);
        assertThat(load.phases()).containsExactly(hold(100, 2), hold(0, 2), hold(100, 8));
    }

    @Test
    void takesAPauseOfNoLengthAndAFactorOfOneForNothing() {
        AdjustedLoad load =
                load(rung(1, 100, 10)).with(s(2), PAUSE).with(s(2), RESUME).with(s(3), scale(1));
        assertThat(load.phases()).containsExactly(rung(1, 100, 10));
    }

    @Test
    void actsAtTheStartWhenItIsFromBefore() {
        assertThat(load(hold(100, 10)).with(s(-3), set(5)).phases()).containsExactly(hold(5, 10));
        AdjustedLoad paused = load(hold(100, 10)).with(s(-3), PAUSE);
        assertThat(paused.phases()).isEmpty();
        assertThat(paused.with(s(-1), RESUME).phases()).containsExactly(hold(100, 10));
        assertThat(paused.with(s(4), RESUME).phases()).containsExactly(hold(0, 4), hold(100, 10));
    }

    @Test
    void doesNothingAfterTheEnd() {
        AdjustedLoad load = load(hold(100, 10));
        for (Adjustment late : List.of(set(5), scale(2), PAUSE, RESUME)) {
            assertThat(load.with(s(10), late).phases()).isEqualTo(load.phases());
            assertThat(load.with(s(11), late).isPaused()).isFalse();
        }
    }

    @Test
    void neverActsBeforeAnEarlierOne() {
        AdjustedLoad load = load(hold(100, 10)).with(s(5), set(50)).with(s(3), set(30));
        assertThat(load.phases()).containsExactly(hold(100, 5), hold(30, 5));
    }

    @Test
    void keepsTheNumberOfARungForWhatRanAsPlanned() {
        AdjustedLoad ladder = load(rung(1, 100, 10), rung(2, 200, 10), rung(3, 300, 10));
        assertThat(ladder.with(s(15), scale(2)).phases())
                .containsExactly(rung(1, 100, 10), rung(2, 200, 5), hold(400, 5), hold(600, 10));
        assertThat(ladder.with(s(15), PAUSE).with(s(20), RESUME).phases())
                .containsExactly(rung(1, 100, 10), rung(2, 200, 5), hold(0, 5), hold(200, 5), rung(3, 300, 10));
        assertThat(ladder.with(s(10), PAUSE).with(s(20), RESUME).phases())
                .containsExactly(rung(1, 100, 10), hold(0, 10), rung(2, 200, 10), rung(3, 300, 10));
    }

    @Test
    void keepsWarmUpAsItWasPlanned() {
        LoadPhase warmUp = LoadPhase.of(100, 100, s(10), true);
        AdjustedLoad load = load(warmUp, hold(100, 10));
        assertThat(load.with(s(4), set(20)).phases())
                .containsExactly(LoadPhase.of(100, 100, s(4), true), LoadPhase.of(20, 20, s(6), true), hold(20, 10));
        assertThat(load.with(s(10), PAUSE).with(s(15), RESUME).load().warmUp()).isEqualTo(s(15));
        assertThat(load.with(s(0), PAUSE).with(s(5), RESUME).load().warmUp()).isEqualTo(s(15));
    }

    @Test
    void scalesBurstsToWholeArrivalsAndLeavesThemOutWhenALevelIsSet() {
        AdjustedLoad load = load(burst(5), hold(10, 10), burst(5), hold(10, 10), burst(7));
        assertThat(load.with(s(10), scale(1.5)).phases())
                .containsExactly(burst(5), hold(10, 10), burst(8), hold(15, 10), burst(11));
        assertThat(load.with(s(10), scale(0)).phases()).containsExactly(burst(5), hold(10, 10), hold(0, 10));
        assertThat(load.with(s(10), set(3)).phases()).containsExactly(burst(5), hold(10, 10), hold(3, 10));
        assertThat(load.with(s(20), PAUSE).with(s(25), RESUME).phases())
                .containsExactly(burst(5), hold(10, 10), burst(5), hold(10, 10), hold(0, 5), burst(7));
    }

    @Test
    void staysTheKindOfLoadThatItWas() {
        Load open = new Load.Open(List.of(hold(10, 10)), Spacing.POISSON, 42, Optional.of(s(1)));
        assertThat(AdjustedLoad.of(open).with(s(5), set(1)).load())
                .isEqualTo(new Load.Open(List.of(hold(10, 5), hold(1, 5)), Spacing.POISSON, 42, Optional.of(s(1))));
        Load closed = new Load.Closed(List.of(hold(10, 10)), Optional.of(3), Optional.of(100L));
        assertThat(AdjustedLoad.of(closed).with(s(5), set(1)).load())
                .isEqualTo(new Load.Closed(List.of(hold(10, 5), hold(1, 5)), Optional.of(3), Optional.of(100L)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesLevelsAndFactorsThatAreNone(double value) {
        AdjustedLoad load = load(hold(10, 10));
        assertThatThrownBy(() -> load.with(s(1), set(value))).hasMessageStartingWith("level: ");
        assertThatThrownBy(() -> load.with(s(1), scale(value))).hasMessageStartingWith("factor: ");
    }

    /** Against a model that reads the rules second by second: a position in the plan, what multiplies it, what is set. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isAtEachInstantAsTheRulesSay_seeds123(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            Example example = Example.of(random);
            AdjustedLoad adjusted = example.adjusted();
            double[] expected = example.levelsByTheRules();
            for (int second = 0; second < expected.length; second++) {
                double level = adjusted.levelAt(s(second + 0.5));
                assertThat(level).isNotNegative().isCloseTo(expected[second], within(1e-9 * (1 + expected[second])));
            }
        }
    }

    /** What was planned to come before an adjustment is untouched by it, so that arrivals keep their places. */
    @Test
    void leavesWhatLiesBeforeAnAdjustmentUntouched_seed4() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 200; round++) {
            Example example = Example.of(random);
            AdjustedLoad before = AdjustedLoad.of(example.load());
            for (Given given : example.given()) {
                AdjustedLoad after = before.with(s(given.second()), given.adjustment());
                for (double second = 0; second <= given.second(); second += 0.25) {
                    assertThat(arrivals(after, second)).isCloseTo(arrivals(before, second), within(1e-6));
                }
                before = after;
            }
        }
    }

    /** Without bursts arrivals never jump, and the time added is that of the pauses. */
    @Test
    void lastsAsLongAsPlannedPlusItsPauses_seed5() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 200; round++) {
            Example example = Example.of(random);
            AdjustedLoad adjusted = example.adjusted();
            if (adjusted.isPaused()) {
                assertThat(adjusted.plannedEnd()).isEmpty();
                adjusted = adjusted.with(s(10_000), RESUME);
            }
            long pausedSeconds = example.pausedSeconds(10_000);
            assertThat(adjusted.plannedEnd()).contains(example.load().lasts().plusSeconds(pausedSeconds));
            assertThat(adjusted.load().lasts()).isEqualTo(adjusted.plannedEnd().orElseThrow());
        }
    }

    /** The integral of the level from the start, bursts left aside. */
    private static double arrivals(AdjustedLoad load, double untilSecond) {
        double sum = 0;
        double begin = 0;
        for (LoadPhase phase : load.phases()) {
            double lasts = phase.lasts().toNanos() / 1e9;
            double part = Math.max(0, Math.min(lasts, untilSecond - begin));
            double level = lasts == 0 ? 0 : phase.from() + (phase.to() - phase.from()) * part / lasts;
            sum += (phase.from() + level) / 2 * part;
            begin += lasts;
        }
        return sum;
    }

    private record Given(int second, Adjustment adjustment) {}

    /** Random phases and adjustments, all on whole seconds. */
    private record Example(Load load, List<Given> given) {

        static Example of(SplittableRandom random) {
            List<LoadPhase> phases = new ArrayList<>();
            int count = random.nextInt(1, 5);
            for (int i = 0; i < count; i++) {
                double from = random.nextInt(3) * 50;
                double to = random.nextBoolean() ? from : random.nextInt(200);
                phases.add(new LoadPhase(from, to, Duration.ofSeconds(random.nextInt(1, 15)), 0, i, i == 0));
            }
            List<Given> given = new ArrayList<>();
            int second = random.nextInt(-2, 5);
            for (int i = random.nextInt(8); i > 0; i--) {
                given.add(new Given(
                        second,
                        switch (random.nextInt(5)) {
                            case 0 -> set(random.nextInt(300));
                            case 1, 2 -> scale(random.nextInt(4) * 0.5);
                            case 3 -> PAUSE;
                            default -> RESUME;
                        }));
                second += random.nextInt(6);
            }
            return new Example(Load.Open.of(phases), given);
        }

        AdjustedLoad adjusted() {
            AdjustedLoad load = AdjustedLoad.of(this.load);
            for (Given one : given) {
                load = load.with(s(one.second()), one.adjustment());
            }
            return load;
        }

        /** The level in the middle of each second. */
        double[] levelsByTheRules() {
            double[] levels = new double[200];
            Walk walk = new Walk(load);
            for (int second = 0; second < levels.length; second++) {
                for (Given one : given) {
                    if (Math.max(one.second(), 0) == second) {
                        walk.take(one.adjustment());
                    }
                }
                levels[second] = walk.second();
            }
            return levels;
        }

        long pausedSeconds(int until) {
            Walk walk = new Walk(load);
            long paused = 0;
            for (int second = 0; second < until; second++) {
                for (Given one : given) {
                    if (Math.max(one.second(), 0) == second) {
                        walk.take(one.adjustment());
                    }
                }
                paused += walk.isPaused() ? 1 : 0;
                walk.second();
            }
            return paused;
        }
    }

    /** Where the plan is, and what has been done to it. */
    private static final class Walk {

        private final AdjustedLoad plan;
        private final long seconds;
        private long position;
        private double factor = 1;
        private double setLevel = -1;
        private boolean paused;

        Walk(Load load) {
            plan = AdjustedLoad.of(load);
            seconds = load.lasts().toSeconds();
        }

        boolean isPaused() {
            return paused;
        }

        void take(Adjustment adjustment) {
            if (position >= seconds) {
                return;
            }
            if (adjustment instanceof SetLevel set) {
                setLevel = set.level();
                factor = 1;
            } else if (adjustment instanceof Scale scale) {
                factor *= scale.factor();
            } else {
                paused = adjustment instanceof Pause;
            }
        }

        double second() {
            if (paused || position >= seconds) {
                return 0;
            }
            double planned = plannedLevel(position + 0.5);
            position++;
            return (setLevel >= 0 ? setLevel : planned) * factor;
        }

        private double plannedLevel(double at) {
            double begin = 0;
            for (LoadPhase phase : plan.phases()) {
                double lasts = phase.lasts().toSeconds();
                if (at < begin + lasts) {
                    return phase.from() + (phase.to() - phase.from()) * (at - begin) / lasts;
                }
                begin += lasts;
            }
            return 0;
        }
    }
}
