package io.breakwater.target.settings;

import java.time.Duration;

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
    Duration tokenLife;
    Duration tokenOverlap;
    double busyShare;
    Outage outage;

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
        appId = platform.appId();
        appSecret = platform.appSecret();
        tokenLife = platform.tokenLife();
        tokenOverlap = platform.tokenOverlap();
        busyShare = platform.busyShare();
        outage = platform.outage();
    }

    TargetSettings settled() {
        return new TargetSettings(
                port,
                controlPort,
                new Behaviour(serviceTime, errorShare, resetShare, stall, refuse, seed),
                new PlatformSettings(appId, appSecret, tokenLife, tokenOverlap, busyShare, outage));
    }
}
