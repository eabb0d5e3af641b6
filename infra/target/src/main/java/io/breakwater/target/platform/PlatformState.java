package io.breakwater.target.platform;

import io.breakwater.target.platform.tokens.AppTokens;
import io.breakwater.target.platform.tokens.Apps;
import io.breakwater.target.platform.tokens.LoginCodes;
import io.breakwater.target.platform.tokens.UserTokens;
import io.breakwater.target.settings.PlatformSettings;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What the calls of all platforms share: clocks, the settings of the moment, and everything that was issued. */
final class PlatformState {

    final LongSupplier nanoClock;
    final Clock clock;
    final RandomGenerator random;
    final Apps apps;
    final AppTokens appTokens;
    final UserTokens userTokens;
    final LoginCodes codes;
    final SigningKeys keys;
    private PlatformSettings settings;

    PlatformState(LongSupplier nanoClock, Clock clock, RandomGenerator random, PlatformSettings settings) {
        this.nanoClock = nanoClock;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        apps = new Apps();
        appTokens = new AppTokens(nanoClock, apps, random, settings.lives());
        userTokens = new UserTokens(nanoClock, settings.lives());
        codes = new LoginCodes(nanoClock, settings.lives());
        keys = new SigningKeys(settings.keys());
    }

    PlatformSettings settings() {
        return settings;
    }

    void apply(PlatformSettings changed) {
        settings = changed;
        appTokens.apply(changed.lives());
        userTokens.apply(changed.lives());
        codes.apply(changed.lives());
        keys.apply(changed.keys());
    }

    /** Returns the number of the minute, of which limits are. */
    long minute() {
        return clock.instant().getEpochSecond() / 60;
    }

    /** Returns the number of the day, of which limits are; whole days begin at midnight in Beijing. */
    long day() {
        long beijingSeconds = clock.instant().getEpochSecond() + 8 * 3600;
        return beijingSeconds / settings.limits().dayLength().toSeconds();
    }

    /** Returns hexadecimal digits by chance. */
    String hex(int digits) {
        StringBuilder text = new StringBuilder(digits);
        while (text.length() < digits) {
            text.append(String.format("%08x", random.nextInt()));
        }
        return text.substring(0, digits);
    }
}
