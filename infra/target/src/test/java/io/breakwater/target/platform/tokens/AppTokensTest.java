package io.breakwater.target.platform.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.target.settings.TargetSettings;
import io.breakwater.target.settings.TokenLives;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AppTokensTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Apps apps = new Apps();
    private final App app = apps.of(Platform.WECHAT, "wx0123456789abcdef").orElseThrow();
    private final AppTokens tokens = new AppTokens(nanos::get, apps, new SplittableRandom(1), lives(Map.of()));

    @Test
    void isValidUntilItsLifeIsOverAndExpiredFromThenOn() {
        String token = tokens.issue(app).text();

        advance(Duration.ofHours(2).minusNanos(1));
        assertThat(check(token)).isEqualTo(TokenCheck.VALID);
        advance(Duration.ofNanos(1));
        assertThat(check(token)).isEqualTo(TokenCheck.EXPIRED);
        advance(Duration.ofDays(1));
        assertThat(check(token)).isEqualTo(TokenCheck.EXPIRED);
    }

    @Test
    void staysValidForTheOverlapAfterItWasReplaced() {
        String first = tokens.issue(app).text();
        advance(Duration.ofMinutes(30));
        String second = tokens.issue(app).text();

        advance(Duration.ofMinutes(5).minusNanos(1));
        assertThat(check(first)).isEqualTo(TokenCheck.VALID);
        assertThat(check(second)).isEqualTo(TokenCheck.VALID);
        advance(Duration.ofNanos(1));
        assertThat(check(first)).isEqualTo(TokenCheck.UNKNOWN);
        assertThat(check(second)).isEqualTo(TokenCheck.VALID);
    }

    @Test
    void doesNotLiveLongerBecauseItWasReplaced() {
        String first = tokens.issue(app).text();
        advance(Duration.ofSeconds(7190));
        tokens.issue(app);

        advance(Duration.ofSeconds(10));
        assertThat(check(first)).isEqualTo(TokenCheck.EXPIRED);
    }

    @Test
    void keepsWhatWasPromisedWhenSettingsChange() {
        String token = tokens.issue(app).text();
        tokens.apply(lives(Map.of("token-life", "10s")));

        advance(Duration.ofSeconds(7199));
        assertThat(check(token)).isEqualTo(TokenCheck.VALID);
    }

    @Test
    void remembersABoundedNumberOfReplacedTokens() {
        String first = tokens.issue(app).text();
        String last = first;
        for (int i = 0; i < 1_000; i++) {
            last = tokens.issue(app).text();
        }

        assertThat(tokens.validCount()).isLessThanOrEqualTo(102);
        assertThat(check(first)).isEqualTo(TokenCheck.UNKNOWN);
        assertThat(check(last)).isEqualTo(TokenCheck.VALID);
    }

    @Test
    void returnsTheSameStableTokenUntilTheLastFiveMinutesOfItsLife() {
        AppTokens.Handed first = tokens.stable(app);
        advance(Duration.ofSeconds(6899));
        AppTokens.Handed later = tokens.stable(app);

        assertThat(later.text()).isEqualTo(first.text());
        assertThat(first.expiresInSeconds()).isEqualTo(7200);
        assertThat(later.expiresInSeconds()).isEqualTo(301);

        advance(Duration.ofSeconds(1));
        AppTokens.Handed successor = tokens.stable(app);
        assertThat(successor.text()).isNotEqualTo(first.text());
        assertThat(successor.expiresInSeconds()).isEqualTo(7200);
        assertThat(check(first.text())).as("the old one beside it").isEqualTo(TokenCheck.VALID);
        advance(Duration.ofMinutes(5));
        assertThat(check(first.text())).isEqualTo(TokenCheck.EXPIRED);
        assertThat(check(successor.text())).isEqualTo(TokenCheck.VALID);
    }

    @Test
    void endsTheStableTokenAtOnceWhenItsSuccessorIsForced() {
        String first = tokens.stable(app).text();
        String forced = tokens.forceStable(app).text();

        assertThat(check(first)).isEqualTo(TokenCheck.UNKNOWN);
        assertThat(check(forced)).isEqualTo(TokenCheck.VALID);
        assertThat(tokens.stable(app).text()).isEqualTo(forced);
    }

    @Test
    void keepsStableTokensApartFromPlainOnesAndFromThoseOfOtherApplications() {
        App other = apps.of(Platform.WECHAT, "wxffffffffffffffff").orElseThrow();
        String plain = tokens.issue(app).text();
        String ofOther = tokens.stable(other).text();

        tokens.forceStable(app);
        tokens.forceStable(app);
        assertThat(check(plain)).isEqualTo(TokenCheck.VALID);
        assertThat(check(ofOther)).isEqualTo(TokenCheck.VALID);
        assertThat(tokens.check(Platform.DOUYIN, plain)).isEqualTo(TokenCheck.UNKNOWN);
    }

    @Test
    void tellsATokenThatWasNeverIssuedFromAMalformedOne() {
        String token = tokens.issue(app).text();
        char last = token.charAt(token.length() - 1);
        String forged = token.substring(0, token.length() - 1) + (last == 'A' ? 'B' : 'A');

        assertThat(check(forged)).isEqualTo(TokenCheck.UNKNOWN);
        assertThat(check("80_" + "x".repeat(108))).isEqualTo(TokenCheck.UNKNOWN);
        assertThat(check("not a token")).isEqualTo(TokenCheck.MALFORMED);
    }

    @Test
    void forgetsEveryTokenWhenAllAreInvalidated() {
        String plain = tokens.issue(app).text();
        String stable = tokens.stable(app).text();

        tokens.invalidateAll();

        assertThat(check(plain)).isEqualTo(TokenCheck.UNKNOWN);
        assertThat(check(stable)).isEqualTo(TokenCheck.UNKNOWN);
        assertThat(tokens.stable(app).text()).isNotEqualTo(stable);
    }

    private TokenCheck check(String token) {
        return tokens.check(Platform.WECHAT, token);
    }

    private static TokenLives lives(Map<String, String> changes) {
        return TargetSettings.defaults().with(changes).platform().lives();
    }

    private void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
