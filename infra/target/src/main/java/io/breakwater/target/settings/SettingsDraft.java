package io.breakwater.target.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Settings while they are being read; not thread-safe, and never outlives one reading. */
final class SettingsDraft {

    int port;
    int controlPort;
    ServiceTime serviceTime;
    double errorShare;
    double resetShare;
    Stall stall;
    boolean refuse;
    long seed;
    String appId;
    String appSecret;
    Map<String, String> wechatApps;
    Map<String, String> douyinApps;
    List<String> alipayApps;
    List<String> alipayPlusClients;
    boolean anyApp;
    boolean anyCode;
    Duration tokenLife;
    Duration tokenOverlap;
    Duration userTokenLife;
    Duration refreshTokenLife;
    Duration codeLife;
    Duration tokenSpacing;
    int minuteLimit;
    int dayLimit;
    int stableMinuteLimit;
    int stableDayLimit;
    int forcedDayLimit;
    Duration forcedSpacing;
    int userMinuteLimit;
    Duration dayLength;
    double busyShare;
    Outage outage;
    OptionalInt errcode;
    List<String> ipWhitelist;
    List<String> blockedUsers;
    boolean textNumbers;
    String appPublicKey;
    String gatewayPrivateKey;
    String messageToken;
    String messageKey;
    String messagePreviousKey;
    String messageAppId;

    SettingsDraft(TargetSettings from) {
        port = from.port();
        controlPort = from.controlPort();
        Behaviour behaviour = from.behaviour();
        serviceTime = behaviour.serviceTime();
        errorShare = behaviour.errorShare();
        resetShare = behaviour.resetShare();
        stall = behaviour.stall();
        refuse = behaviour.refuse();
        seed = behaviour.seed();
        PlatformSettings platform = from.platform();
        Applications applications = platform.applications();
        appId = applications.appId();
        appSecret = applications.appSecret();
        wechatApps = applications.wechatApps();
        douyinApps = applications.douyinApps();
        alipayApps = applications.alipayApps();
        alipayPlusClients = applications.alipayPlusClients();
        anyApp = applications.anyApp();
        anyCode = applications.anyCode();
        tokenLife = platform.lives().tokenLife();
        tokenOverlap = platform.lives().tokenOverlap();
        userTokenLife = platform.lives().userTokenLife();
        refreshTokenLife = platform.lives().refreshTokenLife();
        codeLife = platform.lives().codeLife();
        FetchLimits limits = platform.limits();
        tokenSpacing = limits.spacing();
        minuteLimit = limits.minute();
        dayLimit = limits.day();
        stableMinuteLimit = limits.stableMinute();
        stableDayLimit = limits.stableDay();
        forcedDayLimit = limits.forcedDay();
        forcedSpacing = limits.forcedSpacing();
        userMinuteLimit = limits.userMinute();
        dayLength = limits.dayLength();
        Failures failures = platform.failures();
        busyShare = failures.busyShare();
        outage = failures.outage();
        errcode = failures.errcode();
        ipWhitelist = failures.ipWhitelist();
        blockedUsers = failures.blockedUsers();
        textNumbers = failures.textNumbers();
        appPublicKey = platform.keys().appPublicKey();
        gatewayPrivateKey = platform.keys().gatewayPrivateKey();
        messageToken = from.message().token();
        messageKey = from.message().key();
        messagePreviousKey = from.message().previousKey();
        messageAppId = from.message().appId();
    }

    TargetSettings settled() {
        return new TargetSettings(
                port,
                controlPort,
                new Behaviour(serviceTime, errorShare, resetShare, stall, refuse, seed),
                platform(),
                new MessageSettings(messageToken, messageKey, messagePreviousKey, messageAppId));
    }

    private PlatformSettings platform() {
        return new PlatformSettings(
                new Applications(
                        appId, appSecret, wechatApps, douyinApps, alipayApps, alipayPlusClients, anyApp, anyCode),
                new TokenLives(tokenLife, tokenOverlap, userTokenLife, refreshTokenLife, codeLife),
                new FetchLimits(
                        tokenSpacing,
                        minuteLimit,
                        dayLimit,
                        stableMinuteLimit,
                        stableDayLimit,
                        forcedDayLimit,
                        forcedSpacing,
                        userMinuteLimit,
                        dayLength),
                new Failures(busyShare, outage, errcode, ipWhitelist, blockedUsers, textNumbers),
                new SigningKeysText(appPublicKey, gatewayPrivateKey));
    }
}
