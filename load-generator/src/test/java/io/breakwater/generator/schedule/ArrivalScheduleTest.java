package io.breakwater.generator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.events.scenario.LoadPhase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalScheduleTest {

    @Test
    void spacesArrivalsEvenlyAtAConstantRate() {
        ArrivalSchedule schedule = ArrivalSchedule.of(List.of(phase(200, 200, Duration.ofMinutes(30))));

        assertThat(schedule.arrivals()).isEqualTo(360_000);
        for (long index = 0; index < 360_000; index++) {
            assertThat(schedule.intendedStartNanos(index)).isEqualTo(index * 5_000_000);
        }
    }

    @Test
    void doesNotDriftOverAnHourAtSevenHundredThousandPerSecond() {
        ArrivalSchedule schedule = ArrivalSchedule.of(List.of(phase(700_000, 700_000, Duration.ofHours(1))));
        BigDecimal rate = BigDecimal.valueOf(700_000);

        assertThat(schedule.arrivals()).isEqualTo(2_520_000_000L);
        for (long index = 2_519_000_000L; index < schedule.arrivals(); index += 997) {
            long exact = BigDecimal.valueOf(index)
                    .multiply(BigDecimal.valueOf(1_000_000_000))
                    .divide(rate, 0, RoundingMode.FLOOR)
                    .longValueExact();
            assertThat(schedule.intendedStartNanos(index)).isCloseTo(exact, within(1L));
        }
        long addedInterval = 1_000_000_000L / 700_000;
        assertThat(3_600_000_000_000L - schedule.arrivals() * addedInterval)
                .as("control: intervals that are added up end more than a second early")
                .isGreaterThan(1_000_000_000L);
    }

    @Test
    void rampsLinearlyFromTheFirstRateToTheLast() {
        ArrivalSchedule schedule = ArrivalSchedule.of(List.of(phase(10, 200, Duration.ofMinutes(1))));

        assertThat(schedule.arrivals()).isEqualTo(6_300);
        // N(t) = 10 t + 190 t² / 120: what the schedule solves, put back in.
        for (long index = 0; index < 6_300; index += 7) {
            double t = schedule.intendedStartNanos(index) / 1e9;
            assertThat(10 * t + 190 * t * t / 120).isCloseTo((double) index, within(1e-5));
        }
    }

    @Test
    void rampsDownToNothingAndUpFromNothing() {
        ArrivalSchedule schedule = ArrivalSchedule.of(
                List.of(phase(0, 100, Duration.ofSeconds(10)), phase(100, 0, Duration.ofSeconds(10))));

        assertThat(schedule.arrivals()).isEqualTo(1_000);
        assertThat(schedule.intendedStartNanos(0)).isZero();
        for (long index = 1; index < 500; index++) {
            assertThat(schedule.intendedStartNanos(1_000 - index))
                    .as("a mirror image of the way up")
                    .isCloseTo(20_000_000_000L - schedule.intendedStartNanos(index), within(10L));
        }
    }

    @Test
    void goesFromPhaseToPhaseWithoutGapOrRepetition() {
        ArrivalSchedule schedule = ArrivalSchedule.of(List.of(
                phase(3, 3, Duration.ofMillis(500)),
                phase(0, 0, Duration.ofSeconds(5)),
                phase(7, 7, Duration.ofMillis(500)),
                phase(1, 50, Duration.ofSeconds(2))));

        long previous = -1;
        for (long index = 0; index < schedule.arrivals(); index++) {
            assertThat(schedule.intendedStartNanos(index)).isGreaterThan(previous);
            previous = schedule.intendedStartNanos(index);
        }
        assertThat(previous).isLessThan(schedule.durationNanos());
        assertThat(schedule.arrivals()).isEqualTo(1 + 1 + 3 + 51);
    }

    @Test
    void countsArrivalsOfSumsThatBinaryFractionsMiss() {
        assertThat(ArrivalSchedule.of(List.of(phase(200, 200, Duration.ofMillis(100))))
                        .arrivals())
                .isEqualTo(20);
        assertThat(ArrivalSchedule.of(List.of(phase(0.1, 0.1, Duration.ofSeconds(30))))
                        .arrivals())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsARateThatIsNotAFinitePositiveNumber(double perSecond) {
        assertThatThrownBy(() -> ArrivalSchedule.of(List.of(phase(perSecond, 1, Duration.ofSeconds(1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("load[0].from: " + perSecond);
    }

    @Test
    void rejectsALoadWithoutPhases() {
        assertThatThrownBy(() -> ArrivalSchedule.of(List.of(phase(1, 1, Duration.ofSeconds(-1)))))
                .hasMessageContaining("load[0].lasts");
        assertThatThrownBy(() -> ArrivalSchedule.of(List.of())).hasMessageContaining("no phase");
    }

    private static LoadPhase phase(double from, double to, Duration lasts) {
        return LoadPhase.of(from, to, lasts, false);
    }
}
