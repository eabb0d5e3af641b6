package io.breakwater.target.platform.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.target.platform.tokens.LoginCodes.CodeCheck;
import io.breakwater.target.platform.tokens.LoginCodes.Exchanged;
import io.breakwater.target.settings.TargetSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginCodesTest {

    private final AtomicLong nanos = new AtomicLong();
    private final LoginCodes codes =
            new LoginCodes(nanos::get, TargetSettings.defaults().platform().lives());

    @Test
    void exchangesACodeOnceWithinItsLife() {
        codes.issue(Platform.WECHAT, "app", "alice", "first");
        codes.issue(Platform.WECHAT, "app", "alice", "second");

        assertThat(exchange("first")).isEqualTo(new Exchanged(CodeCheck.EXCHANGED, "alice"));
        assertThat(exchange("first").check()).isEqualTo(CodeCheck.SPENT);
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(exchange("second").check()).isEqualTo(CodeCheck.EXPIRED);
    }

    @Test
    void exchangesACodeForTheApplicationThatItIsForOnly() {
        codes.issue(Platform.ALIPAY, "app", "alice", "first");
        codes.issue(Platform.WECHAT, "other", "alice", "second");

        assertThat(exchange("first").check()).isEqualTo(CodeCheck.UNKNOWN);
        assertThat(exchange("second").check()).isEqualTo(CodeCheck.UNKNOWN);
        assertThat(exchange("third").check()).isEqualTo(CodeCheck.UNKNOWN);
    }

    @Test
    void remembersABoundedNumberOfCodes() {
        codes.issue(Platform.WECHAT, "app", "alice", "first");
        for (int i = 0; i < LoginCodes.MAX_CODES; i++) {
            codes.issue(Platform.WECHAT, "app", "bob", "code-" + i);
        }

        assertThat(exchange("first").check()).isEqualTo(CodeCheck.UNKNOWN);
        assertThat(exchange("code-0").check()).isEqualTo(CodeCheck.EXCHANGED);
        assertThat(codes.forgotten()).isEqualTo(1);
    }

    private Exchanged exchange(String code) {
        return codes.exchange(Platform.WECHAT, "app", code, false);
    }
}
