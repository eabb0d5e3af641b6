package io.breakwater.target.settings;

import java.util.List;
import java.util.OptionalInt;

/**
 * How the platforms fail.
 *
 * @param busyShare    the ratio of fetches answered that the platform is busy, 0 to 1
 * @param outage       how they are away, if they are
 * @param errcode      with which WeChat refuses each call, such as 89503
 * @param ipWhitelist  the addresses that WeChat accepts calls from; all of them when empty
 * @param blockedUsers users whose login WeChat refuses with 40226
 * @param textNumbers  whether Alipay writes numbers as texts
 */
public record Failures(
        double busyShare,
        Outage outage,
        OptionalInt errcode,
        List<String> ipWhitelist,
        List<String> blockedUsers,
        boolean textNumbers) {

    /** Keeps copies. */
    public Failures {
        ipWhitelist = List.copyOf(ipWhitelist);
        blockedUsers = List.copyOf(blockedUsers);
    }
}
