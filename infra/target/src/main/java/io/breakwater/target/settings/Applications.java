package io.breakwater.target.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The applications that the platforms know.
 *
 * @param appId             the first of WeChat's
 * @param appSecret         that application's secret
 * @param wechatApps        further ones of WeChat's: secrets by id
 * @param douyinApps        those of Douyin's: secrets by id
 * @param alipayApps        ids of those of Alipay's
 * @param alipayPlusClients client ids of those of Alipay+
 * @param anyApp            whether each id and secret of the right form is one
 * @param anyCode           whether a login code that was never issued is good once
 */
public record Applications(
        String appId,
        String appSecret,
        Map<String, String> wechatApps,
        Map<String, String> douyinApps,
        List<String> alipayApps,
        List<String> alipayPlusClients,
        boolean anyApp,
        boolean anyCode) {

    /** Keeps copies. */
    public Applications {
        wechatApps = Collections.unmodifiableMap(new LinkedHashMap<>(wechatApps));
        douyinApps = Collections.unmodifiableMap(new LinkedHashMap<>(douyinApps));
        alipayApps = List.copyOf(alipayApps);
        alipayPlusClients = List.copyOf(alipayPlusClients);
    }

    @Override
    public String toString() {
        return "Applications[appId=" + appId + ", anyApp=" + anyApp + "]";
    }
}
