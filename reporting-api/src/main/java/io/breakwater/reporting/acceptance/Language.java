package io.breakwater.reporting.acceptance;

import java.util.Locale;

/** A language that the table can be written in. */
public enum Language {
    EN("Check point", "Measured share", "Expected", "not measured"),
    ZH("校验点", "耗时比例", "预期结果", "未测得");

    private final String checkPoint;
    private final String measuredShare;
    private final String expected;
    private final String notMeasured;

    Language(String checkPoint, String measuredShare, String expected, String notMeasured) {
        this.checkPoint = checkPoint;
        this.measuredShare = measuredShare;
        this.expected = expected;
        this.notMeasured = notMeasured;
    }

    String checkPoint() {
        return checkPoint;
    }

    String measuredShare() {
        return measuredShare;
    }

    String expected() {
        return expected;
    }

    String notMeasured() {
        return notMeasured;
    }

    /** The name of a check point; the blanks of the Chinese ones are the platform's own. */
    String withinMillis(String millis) {
        return this == ZH ? millis + "ms内处理" : "Processed within " + millis + " ms";
    }

    String overMillis(String millis) {
        return this == ZH ? "超过 " + millis + " ms处理" : "Processed in over " + millis + " ms";
    }

    String provisional() {
        return this == ZH ? "暂定：压测尚未结束。" : "Provisional: the run is not over.";
    }

    String tokenRefusals(long refused, long completed) {
        return String.format(
                Locale.ROOT,
                this == ZH
                        ? "%,d 个请求中有 %,d 个因平台 token 被拒绝，均计为超时。"
                        : "Of %,d requests %,d were refused for their platform token; they count as over every limit.",
                completed,
                refused);
    }

    String inconclusive(String reasons) {
        return this == ZH ? "结果无效：" + reasons : "Inconclusive: " + reasons;
    }
}
