package io.breakwater.target.platform.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class FetchLogTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final FetchLog log = new FetchLog();

    @Test
    void keepsEachFetchWithItsInstantAndOutcome() {
        log.add(START, FetchOutcome.ISSUED);
        log.add(START.plusMillis(250), FetchOutcome.LOST);

        assertThat(log.snapshot())
                .containsEntry("received", 2L)
                .containsEntry("issued", 1L)
                .containsEntry("lost", 1L)
                .containsEntry("shortestSpacingMillis", 250.0)
                .containsEntry(
                        "fetches",
                        List.of(
                                Map.of("at", "2026-11-20T12:00:00Z", "outcome", "issued"),
                                Map.of("at", "2026-11-20T12:00:00.250Z", "outcome", "lost")));
    }

    @Test
    void countsAllButShowsOnlyTheLastOnes() {
        for (int i = 0; i < 1_000; i++) {
            log.add(START.plusSeconds(i), FetchOutcome.ISSUED);
        }

        assertThat(log.count(FetchOutcome.ISSUED)).isEqualTo(1_000);
        assertThat(log.snapshot().get("fetches"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(FetchLog.KEPT)
                .last()
                .isEqualTo(Map.of("at", "2026-11-20T12:16:39Z", "outcome", "issued"));
        assertThat(log.snapshot()).containsEntry("shortestSpacingMillis", 1000.0);
    }

    @Test
    void forgetsEverythingOnReset() {
        log.add(START, FetchOutcome.BUSY);
        log.reset();

        assertThat(log.received()).isZero();
        assertThat(log.snapshot()).doesNotContainKey("shortestSpacingMillis").containsEntry("fetches", List.of());
    }
}
