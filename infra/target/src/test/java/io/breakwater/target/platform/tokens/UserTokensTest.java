package io.breakwater.target.platform.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.target.platform.tokens.UserTokens.Holder;
import io.breakwater.target.platform.tokens.UserTokens.RefreshCheck;
import io.breakwater.target.settings.TargetSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UserTokensTest {

    private static final Holder ALICE = new Holder(Platform.ALIPAY, "app", "alice");

    private final AtomicLong nanos = new AtomicLong();
    private final UserTokens tokens = new UserTokens(
            nanos::get,
            TargetSettings.defaults()
                    .with(Map.of("user-token-life", "1h", "refresh-token-life", "2h"))
                    .platform()
                    .lives());

    @Test
    void keepsARefreshedTokenValidForTheOverlap() {
        tokens.grant(ALICE, "first-token", "first-refresh");
        assertThat(tokens.spend("first-refresh")).isEqualTo(ALICE);
        tokens.grant(ALICE, "second-token", "second-refresh");

        assertThat(check("first-token")).isEqualTo(TokenCheck.VALID);
        assertThat(check("second-token")).isEqualTo(TokenCheck.VALID);
        advance(Duration.ofMinutes(5));
        assertThat(check("first-token")).isEqualTo(TokenCheck.UNKNOWN);
        assertThat(check("second-token")).isEqualTo(TokenCheck.VALID);
        advance(Duration.ofHours(1));
        assertThat(check("second-token")).isEqualTo(TokenCheck.EXPIRED);
    }

    @Test
    void refreshesOnceWithinTheRefreshTokensLife() {
        tokens.grant(ALICE, "first-token", "first-refresh");
        tokens.grant(ALICE, "second-token", "second-refresh");

        assertThat(refresh("first-refresh")).isEqualTo(RefreshCheck.GOOD);
        tokens.spend("first-refresh");
        assertThat(refresh("first-refresh")).isEqualTo(RefreshCheck.SPENT);
        assertThat(tokens.checkRefresh(Platform.ALIPAY, "other", "second-refresh"))
                .isEqualTo(RefreshCheck.UNKNOWN);
        advance(Duration.ofHours(2));
        assertThat(refresh("second-refresh")).isEqualTo(RefreshCheck.EXPIRED);
    }

    @Test
    void forgetsTheOldestWhenThereAreTooManyAndCountsThem() {
        for (int i = 0; i < UserTokens.MAX_TOKENS + 3; i++) {
            tokens.grant(ALICE, "token-number-" + i);
        }

        assertThat(tokens.forgotten()).isEqualTo(3);
        assertThat(check("token-number-2")).isEqualTo(TokenCheck.UNKNOWN);
        assertThat(check("token-number-3")).isEqualTo(TokenCheck.VALID);
        assertThat(tokens.validCount()).isEqualTo(UserTokens.MAX_TOKENS);
    }

    private TokenCheck check(String token) {
        return tokens.check(Platform.ALIPAY, token);
    }

    private RefreshCheck refresh(String token) {
        return tokens.checkRefresh(Platform.ALIPAY, "app", token);
    }

    private void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
