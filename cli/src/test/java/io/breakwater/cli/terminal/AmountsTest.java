package io.breakwater.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AmountsTest {

    @Test
    void neverRoundsAShareUpToALimit() {
        assertThat(Amounts.share(0.949_99)).isEqualTo("94.99 %");
        assertThat(Amounts.share(0.95)).isEqualTo("95.00 %");
        assertThat(Amounts.share(0.29)).isEqualTo("29.00 %");
        assertThat(Amounts.share(1)).isEqualTo("100.00 %");
    }

    @Test
    void tellsTimesInTheUnitThatSuitsThem() {
        assertThat(Amounts.time(850)).isEqualTo("850 us");
        assertThat(Amounts.time(41_240)).isEqualTo("41.2 ms");
        assertThat(Amounts.time(870_000)).isEqualTo("870 ms");
        assertThat(Amounts.time(2_310_000)).isEqualTo("2.31 s");
    }

    @Test
    void tellsDurationsAsMinutesAndSeconds() {
        assertThat(Amounts.clock(Duration.ofSeconds(65))).isEqualTo("01:05");
        assertThat(Amounts.clock(Duration.ofMinutes(90))).isEqualTo("90:00");
    }
}
