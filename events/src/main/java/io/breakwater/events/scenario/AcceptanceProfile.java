package io.breakwater.events.scenario;

import java.util.List;

/**
 * A platform's published acceptance limits. Source: WeChat search widget, backend performance test: 200 requests/s for 30
 * minutes, 95 % within 300 ms and at most 1 % over 1000 ms; measured locally, 120 ms of network and 10 ms of cryptography
 * less.
 */
public enum AcceptanceProfile {
    WECHAT_WIDGET_OFFICIAL("wechat-widget-official", 300_000, 1_000_000),
    WECHAT_WIDGET_LOCAL("wechat-widget-local", 170_000, 870_000);

    private final String fileWord;
    private final long withinMicros;
    private final long overMicros;

    AcceptanceProfile(String fileWord, long withinMicros, long overMicros) {
        this.fileWord = fileWord;
        this.withinMicros = withinMicros;
        this.overMicros = overMicros;
    }

    /** The word for it in a scenario file. */
    public String fileWord() {
        return fileWord;
    }

    /** Its two limits, in the order of the platform's table. */
    public List<Objective> objectives() {
        return List.of(Objective.withinAtLeast(withinMicros, 0.95), Objective.overAtMost(overMicros, 0.01));
    }
}
