package io.breakwater.target.platform.tokens;

import java.util.Arrays;
import java.util.Optional;

/** A host platform that is simulated. */
public enum Platform {
    /** WeChat: {@code errcode} at the top. */
    WECHAT("wechat"),
    /** Alipay: the signed gateway. */
    ALIPAY("alipay"),
    /** Alipay+ and the super apps built on it: signed headers. */
    ALIPAY_PLUS("alipay-plus"),
    /** Douyin: {@code err_no} and {@code data}. */
    DOUYIN("douyin");

    private final String word;

    Platform(String word) {
        this.word = word;
    }

    /** Returns its name in settings, paths and counts. */
    public String word() {
        return word;
    }

    /** Returns the platform of that name. */
    public static Optional<Platform> of(String word) {
        return Arrays.stream(values())
                .filter(platform -> platform.word.equals(word))
                .findAny();
    }
}
