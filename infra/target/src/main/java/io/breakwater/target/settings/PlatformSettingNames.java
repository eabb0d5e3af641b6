package io.breakwater.target.settings;

import static io.breakwater.target.settings.SettingTexts.between;
import static io.breakwater.target.settings.SettingTexts.count;
import static io.breakwater.target.settings.SettingTexts.errcode;
import static io.breakwater.target.settings.SettingTexts.list;
import static io.breakwater.target.settings.SettingTexts.masked;
import static io.breakwater.target.settings.SettingTexts.matching;
import static io.breakwater.target.settings.SettingTexts.secrets;
import static io.breakwater.target.settings.SettingTexts.trueOrFalse;

import java.util.List;

/** The settings of the platform simulator. */
final class PlatformSettingNames {

    static final List<SettingName> ALL = List.of(
            new SettingName(
                    "app-id",
                    "wx0123456789abcdef",
                    "the first application that WeChat knows",
                    (draft, text) -> draft.appId = matching("wx[0-9a-f]{16}", "wx and 16 of 0-9a-f", text),
                    s -> s.platform().applications().appId()),
            new SettingName(
                    "app-secret",
                    "0123456789abcdef0123456789abcdef",
                    "its secret",
                    (draft, text) -> draft.appSecret = matching("[0-9a-f]{32}", "32 of 0-9a-f", text),
                    s -> "***"),
            new SettingName(
                    "token-life",
                    "7200s",
                    "how long a platform token is valid",
                    (draft, text) -> draft.tokenLife = between("1s", "7200s", text),
                    s -> Amounts.text(s.platform().lives().tokenLife())),
            new SettingName(
                    "token-overlap",
                    "300s",
                    "how long a replaced token stays valid",
                    (draft, text) -> draft.tokenOverlap = between("0ms", "7200s", text),
                    s -> Amounts.text(s.platform().lives().tokenOverlap())),
            new SettingName(
                    "busy-share",
                    "0%",
                    "share of token fetches answered that the platform is busy (WeChat: errcode -1)",
                    (draft, text) -> draft.busyShare = Amounts.share(text),
                    s -> Amounts.text(s.platform().failures().busyShare())),
            new SettingName(
                    "outage",
                    "none",
                    "how the platforms are away: " + Outage.EXPECTED,
                    (draft, text) -> draft.outage = Outage.parse(text),
                    s -> s.platform().failures().outage().text()),
            new SettingName(
                    "wechat-apps",
                    "none",
                    "WeChat's further applications, id=secret with commas between",
                    (draft, text) -> draft.wechatApps =
                            secrets("wx[0-9a-f]{16}=[0-9a-f]{32}", "wx and 16 of 0-9a-f, =, 32 of 0-9a-f", text),
                    s -> masked(s.platform().applications().wechatApps())),
            new SettingName(
                    "douyin-apps",
                    "tt0123456789abcdef01=0123456789abcdef0123456789abcdef01234567",
                    "Douyin's applications, id=secret with commas between",
                    (draft, text) -> draft.douyinApps = secrets(
                            "tt[0-9a-f]{16,18}=[0-9a-f]{40}", "tt and 16 to 18 of 0-9a-f, =, 40 of 0-9a-f", text),
                    s -> masked(s.platform().applications().douyinApps())),
            new SettingName(
                    "alipay-apps",
                    "2021000000000001",
                    "ids of Alipay's applications, with commas between",
                    (draft, text) -> draft.alipayApps = list("\\d{16}", "16 digits", text),
                    s -> SettingTexts.text(s.platform().applications().alipayApps())),
            new SettingName(
                    "alipay-plus-clients",
                    "SANDBOX_5Y0000000000000001",
                    "client ids of Alipay+'s applications, with commas between",
                    (draft, text) -> draft.alipayPlusClients =
                            list("[A-Za-z0-9_]{1,128}", "up to 128 letters, digits and _", text),
                    s -> SettingTexts.text(s.platform().applications().alipayPlusClients())),
            new SettingName(
                    "any-app",
                    "false",
                    "true to take each id and secret of the right form for an application",
                    (draft, text) -> draft.anyApp = trueOrFalse(text),
                    s -> String.valueOf(s.platform().applications().anyApp())),
            new SettingName(
                    "any-code",
                    "false",
                    "true to take each login code, once",
                    (draft, text) -> draft.anyCode = trueOrFalse(text),
                    s -> String.valueOf(s.platform().applications().anyCode())),
            new SettingName(
                    "user-token-life",
                    "1296000s",
                    "how long a user's token is valid",
                    (draft, text) -> draft.userTokenLife = between("1s", "8760h", text),
                    s -> Amounts.text(s.platform().lives().userTokenLife())),
            new SettingName(
                    "refresh-token-life",
                    "2592000s",
                    "how long a refresh token is valid",
                    (draft, text) -> draft.refreshTokenLife = between("1s", "8760h", text),
                    s -> Amounts.text(s.platform().lives().refreshTokenLife())),
            new SettingName(
                    "code-life",
                    "300s",
                    "how long a login code is valid",
                    (draft, text) -> draft.codeLife = between("1s", "24h", text),
                    s -> Amounts.text(s.platform().lives().codeLife())),
            new SettingName(
                    "token-spacing",
                    "0ms",
                    "shortest time between two fetches of an application's token",
                    (draft, text) -> draft.tokenSpacing = between("0ms", "1h", text),
                    s -> Amounts.text(s.platform().limits().spacing())),
            new SettingName(
                    "minute-limit",
                    "10000",
                    "fetches of an application's token in a minute",
                    (draft, text) -> draft.minuteLimit = count(text),
                    s -> String.valueOf(s.platform().limits().minute())),
            new SettingName(
                    "day-limit",
                    "2000",
                    "fetches of an application's token in a day",
                    (draft, text) -> draft.dayLimit = count(text),
                    s -> String.valueOf(s.platform().limits().day())),
            new SettingName(
                    "stable-minute-limit",
                    "10000",
                    "fetches of an application's stable token in a minute",
                    (draft, text) -> draft.stableMinuteLimit = count(text),
                    s -> String.valueOf(s.platform().limits().stableMinute())),
            new SettingName(
                    "stable-day-limit",
                    "500000",
                    "fetches of an application's stable token in a day",
                    (draft, text) -> draft.stableDayLimit = count(text),
                    s -> String.valueOf(s.platform().limits().stableDay())),
            new SettingName(
                    "forced-day-limit",
                    "20",
                    "forced refreshes of a stable token in a day",
                    (draft, text) -> draft.forcedDayLimit = count(text),
                    s -> String.valueOf(s.platform().limits().forcedDay())),
            new SettingName(
                    "forced-spacing",
                    "30s",
                    "shortest time between two forced refreshes",
                    (draft, text) -> draft.forcedSpacing = between("0ms", "24h", text),
                    s -> Amounts.text(s.platform().limits().forcedSpacing())),
            new SettingName(
                    "user-minute-limit",
                    "100",
                    "logins of one user in a minute",
                    (draft, text) -> draft.userMinuteLimit = count(text),
                    s -> String.valueOf(s.platform().limits().userMinute())),
            new SettingName(
                    "day-length",
                    "24h",
                    "how long a day of the limits is",
                    (draft, text) -> draft.dayLength = between("1s", "24h", text),
                    s -> Amounts.text(s.platform().limits().dayLength())),
            new SettingName(
                    "errcode",
                    "none",
                    "with which WeChat refuses each call, such as 89503",
                    (draft, text) -> draft.errcode = errcode(text),
                    s -> s.platform().failures().errcode().isEmpty()
                            ? SettingTexts.NONE
                            : String.valueOf(s.platform().failures().errcode().getAsInt())),
            new SettingName(
                    "ip-whitelist",
                    "none",
                    "addresses that WeChat takes calls from, with commas between",
                    (draft, text) -> draft.ipWhitelist = list("[0-9.]{7,15}", "an IPv4 address", text),
                    s -> SettingTexts.text(s.platform().failures().ipWhitelist())),
            new SettingName(
                    "blocked-users",
                    "none",
                    "users whose login WeChat refuses with 40226, with commas between",
                    (draft, text) -> draft.blockedUsers =
                            list("[A-Za-z0-9_.-]{1,64}", "a name of up to 64 of A-Za-z0-9_.-", text),
                    s -> SettingTexts.text(s.platform().failures().blockedUsers())),
            new SettingName(
                    "text-numbers",
                    "false",
                    "true to have Alipay write numbers as texts",
                    (draft, text) -> draft.textNumbers = trueOrFalse(text),
                    s -> String.valueOf(s.platform().failures().textNumbers())));

    private PlatformSettingNames() {}
}
