package io.breakwater.target.platform.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppsTest {

    private final Apps apps = new Apps();

    @Test
    void keepsAnApplicationOfEachPlatformApart() {
        App ofWeChat = apps.of(Platform.WECHAT, "same").orElseThrow();

        assertThat(apps.of(Platform.WECHAT, "same")).containsSame(ofWeChat);
        assertThat(apps.of(Platform.DOUYIN, "same").orElseThrow()).isNotSameAs(ofWeChat);
        assertThat(apps.known(Platform.ALIPAY, "same")).isEmpty();
    }

    @Test
    void refusesApplicationsBeyondTheHighestNumberAndCountsTheirCalls() {
        for (int i = 0; i < Apps.MAX_APPS; i++) {
            apps.of(Platform.WECHAT, "app-" + i);
        }

        assertThat(apps.of(Platform.WECHAT, "one-too-many")).isEmpty();
        assertThat(apps.of(Platform.WECHAT, "app-0")).isPresent();
        assertThat(apps.refused()).isEqualTo(1);
        assertThat(apps.size()).isEqualTo(Apps.MAX_APPS);
    }
}
