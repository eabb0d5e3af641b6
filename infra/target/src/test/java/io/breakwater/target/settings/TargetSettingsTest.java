package io.breakwater.target.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetSettingsTest {

    @Test
    void hasADefaultForEverySetting() {
        assertThat(TargetSettings.defaults().texts())
                .containsExactly(
                        Map.entry("port", "18090"),
                        Map.entry("control-port", "18091"),
                        Map.entry("service-time", "0ms"),
                        Map.entry("error-share", "0%"),
                        Map.entry("reset-share", "0%"),
                        Map.entry("stall", "none"),
                        Map.entry("refuse", "false"),
                        Map.entry("seed", "1"),
                        Map.entry("app-id", "wx0123456789abcdef"),
                        Map.entry("app-secret", "***"),
                        Map.entry("token-life", "2h"),
                        Map.entry("token-overlap", "5m"),
                        Map.entry("busy-share", "0%"),
                        Map.entry("outage", "none"),
                        Map.entry("wechat-apps", "none"),
                        Map.entry("douyin-apps", "tt0123456789abcdef01=***"),
                        Map.entry("alipay-apps", "2021000000000001"),
                        Map.entry("alipay-plus-clients", "SANDBOX_5Y0000000000000001"),
                        Map.entry("any-app", "false"),
                        Map.entry("any-code", "false"),
                        Map.entry("user-token-life", "360h"),
                        Map.entry("refresh-token-life", "720h"),
                        Map.entry("code-life", "5m"),
                        Map.entry("token-spacing", "0ms"),
                        Map.entry("minute-limit", "10000"),
                        Map.entry("day-limit", "2000"),
                        Map.entry("stable-minute-limit", "10000"),
                        Map.entry("stable-day-limit", "500000"),
                        Map.entry("forced-day-limit", "20"),
                        Map.entry("forced-spacing", "30s"),
                        Map.entry("user-minute-limit", "100"),
                        Map.entry("day-length", "24h"),
                        Map.entry("errcode", "none"),
                        Map.entry("ip-whitelist", "none"),
                        Map.entry("blocked-users", "none"),
                        Map.entry("text-numbers", "false"),
                        Map.entry("app-public-key", "generated"),
                        Map.entry("gateway-private-key", "generated"),
                        Map.entry("message-token", "***"),
                        Map.entry("message-key", "***"),
                        Map.entry("message-previous-key", "none"),
                        Map.entry("message-app-id", "wx0123456789abcdef"));
    }

    @Test
    void takesEverySettingByItsName() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        KeyPair pair = rsa.generateKeyPair();
        String publicKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        String privateKey = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("port", "1");
        changes.put("control-port", "2");
        changes.put("service-time", "two-peak:1ms,2ms,3%");
        changes.put("error-share", "4%");
        changes.put("reset-share", "5.5%");
        changes.put("stall", "6s/7s@8s");
        changes.put("refuse", "true");
        changes.put("seed", "-9");
        changes.put("app-id", "wxaaaaaaaaaaaaaaaa");
        changes.put("app-secret", "b".repeat(32));
        changes.put("token-life", "10s");
        changes.put("token-overlap", "11s");
        changes.put("busy-share", "12%");
        changes.put("outage", "silent:13s");
        changes.put("wechat-apps", "wxbbbbbbbbbbbbbbbb=" + "c".repeat(32) + ",wxcccccccccccccccc=" + "d".repeat(32));
        changes.put("douyin-apps", "ttdddddddddddddddd=" + "e".repeat(40));
        changes.put("alipay-apps", "2021000000000002,2021000000000003");
        changes.put("alipay-plus-clients", "CLIENT_1");
        changes.put("any-app", "true");
        changes.put("any-code", "true");
        changes.put("user-token-life", "14s");
        changes.put("refresh-token-life", "15s");
        changes.put("code-life", "16s");
        changes.put("token-spacing", "17s");
        changes.put("minute-limit", "18");
        changes.put("day-limit", "19");
        changes.put("stable-minute-limit", "20");
        changes.put("stable-day-limit", "21");
        changes.put("forced-day-limit", "22");
        changes.put("forced-spacing", "23s");
        changes.put("user-minute-limit", "24");
        changes.put("day-length", "25s");
        changes.put("errcode", "89503");
        changes.put("ip-whitelist", "10.0.0.1,10.0.0.2");
        changes.put("blocked-users", "user-1,user-2");
        changes.put("text-numbers", "true");
        changes.put("app-public-key", publicKey);
        changes.put("gateway-private-key", privateKey);
        changes.put("message-token", "AAAAA");
        changes.put("message-key", "f".repeat(43));
        changes.put("message-previous-key", "g".repeat(43));
        changes.put("message-app-id", "wxeeeeeeeeeeeeeeee");

        TargetSettings settings = TargetSettings.defaults().with(changes);

        Map<String, String> shown = new LinkedHashMap<>(changes);
        for (String secret :
                List.of("app-secret", "gateway-private-key", "message-token", "message-key", "message-previous-key")) {
            shown.put(secret, "***");
        }
        shown.put("wechat-apps", "wxbbbbbbbbbbbbbbbb=***,wxcccccccccccccccc=***");
        shown.put("douyin-apps", "ttdddddddddddddddd=***");
        assertThat(settings.texts()).containsExactlyEntriesOf(shown);
        assertThat(settings.platform().applications().appSecret()).isEqualTo("b".repeat(32));
    }

    @Test
    void keepsPortsAsTheyAreWhileTheTargetRuns() {
        assertThatThrownBy(() -> TargetSettings.defaults().whileRunning(Map.of("control-port", "1")))
                .isInstanceOf(SettingsRejectedException.class)
                .hasMessageStartingWith("control-port: no such setting (expected: one of service-time, ");
    }

    @Test
    void namesEachWrongSettingWithoutShowingSecretsOrWholeKeys() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("app-secret", "secret-in-the-clear");
        wrong.put("wechat-apps", "wx0123456789abcdef=secret-in-the-clear");
        wrong.put("app-public-key", "A".repeat(500));
        wrong.put("gateway-private-key", "secret-in-the-clear");
        wrong.put("message-key", "secret-in-the-clear");
        wrong.put("outage", "silent:soon");
        wrong.put("alipay-apps", "1,2");
        wrong.put("errcode", "forty");

        assertThatThrownBy(() -> TargetSettings.defaults().with(wrong))
                .isInstanceOfSatisfying(
                        SettingsRejectedException.class,
                        e -> assertThat(e.errors())
                                .hasSize(wrong.size())
                                .noneMatch(error -> error.contains("in-the-clear") || error.length() > 300)
                                .anyMatch(error -> error.equals("message-key: *** (expected: 43 of A-Za-z0-9)"))
                                .anyMatch(error ->
                                        error.startsWith("outage: silent:soon (expected: one of none, busy, ")));
    }

    @Test
    void explainsEverySetting() {
        assertThat(TargetSettings.explained().lines()).hasSize(SettingName.ALL.size());
    }
}
