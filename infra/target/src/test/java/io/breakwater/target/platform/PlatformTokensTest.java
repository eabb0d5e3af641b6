package io.breakwater.target.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.target.settings.TargetSettings;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlatformTokensTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final PlatformTokens tokens = new PlatformTokens(
            nanos::get,
            () -> 0x6117_0001L,
            new SplittableRandom(1),
            TargetSettings.defaults().platform());

    @Test
    void isValidUntilItsLifeIsOver() {
        String token = tokens.issue();

        advance(Duration.ofHours(2).minusNanos(1));
        assertThat(tokens.isValid(token)).isTrue();
        advance(Duration.ofNanos(1));
        assertThat(tokens.isValid(token)).isFalse();
    }

    @Test
    void staysValidForTheOverlapAfterItWasReplaced() {
        String first = tokens.issue();
        advance(Duration.ofMinutes(30));
        String second = tokens.issue();

        advance(Duration.ofMinutes(5).minusNanos(1));
        assertThat(tokens.isValid(first)).isTrue();
        assertThat(tokens.isValid(second)).isTrue();
        advance(Duration.ofNanos(1));
        assertThat(tokens.isValid(first)).isFalse();
        assertThat(tokens.isValid(second)).isTrue();
    }

    @Test
    void doesNotLiveLongerBecauseItWasReplaced() {
        String first = tokens.issue();
        advance(Duration.ofSeconds(7190));
        tokens.issue();

        advance(Duration.ofSeconds(10));
        assertThat(tokens.isValid(first)).isFalse();
    }

    @Test
    void keepsWhatWasPromisedWhenSettingsChange() {
        String token = tokens.issue();
        tokens.apply(TargetSettings.defaults().with(Map.of("token-life", "10s")).platform());

        advance(Duration.ofSeconds(7199));
        assertThat(tokens.isValid(token)).isTrue();
    }

    @Test
    void remembersABoundedNumberOfReplacedTokens() {
        String first = tokens.issue();
        String last = first;
        for (int i = 0; i < 1_000; i++) {
            last = tokens.issue();
        }

        assertThat(tokens.validCount()).isLessThanOrEqualTo(102);
        assertThat(tokens.isValid(first)).isFalse();
        assertThat(tokens.isValid(last)).isTrue();
    }

    @Test
    void beginsARequestIdWithTheSecond() {
        assertThat(tokens.requestId()).startsWith(" rid: 61170001-");
    }

    private void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
