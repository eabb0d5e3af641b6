package io.breakwater.cli.submission;

import java.util.List;

/** The words of a submission in one language. */
enum SubmissionText {
    ZH(
            "zh",
            "zh-CN",
            "后台性能测试",
            "自测用例",
            "自测结果",
            "压测时间与压测服务器",
            "自测时间",
            "期望的平台压测时间",
            "压测服务器",
            "待填写",
            "条用例，互不相同的",
            "条",
            "文件"),
    EN(
            "en",
            "en",
            "Backend performance test",
            "Self-test cases",
            "Result of the self-test",
            "Test time and test servers",
            "Self-test",
            "Time for the platform's test",
            "Servers",
            "to be filled in",
            "cases, of which distinct:",
            "",
            "file");

    /** What reporting-api calls it. */
    final String language;

    /** What HTML calls it (BCP 47). */
    final String htmlLanguage;

    final String title;
    final String cases;
    final String result;
    final String timeAndServers;
    final String selfTest;
    final String window;
    final String servers;
    final String missing;
    final String casesDistinct;
    final String unit;
    final String file;

    SubmissionText(
            String language,
            String htmlLanguage,
            String title,
            String cases,
            String result,
            String timeAndServers,
            String selfTest,
            String window,
            String servers,
            String missing,
            String casesDistinct,
            String unit,
            String file) {
        this.language = language;
        this.htmlLanguage = htmlLanguage;
        this.title = title;
        this.cases = cases;
        this.result = result;
        this.timeAndServers = timeAndServers;
        this.selfTest = selfTest;
        this.window = window;
        this.servers = servers;
        this.missing = missing;
        this.casesDistinct = casesDistinct;
        this.unit = unit;
        this.file = file;
    }

    /** A list, or that it is still to come. */
    String listed(List<String> texts) {
        return texts.isEmpty() ? missing : String.join(", ", texts);
    }
}
