package io.breakwater.target.platform.tokens;

/** What came of a call to a platform. */
public enum FetchOutcome {
    /** Answered with a token, a new one or the one in force. */
    ISSUED("issued"),
    /** Refused for what it was: credentials, code, form, address. */
    REJECTED("rejected"),
    /** Refused because there were too many. */
    LIMITED("limited"),
    /** Answered that the platform is busy. */
    BUSY("busy"),
    /** Lost in an outage. */
    LOST("lost");

    private final String word;

    FetchOutcome(String word) {
        this.word = word;
    }

    /** Returns its name in counts. */
    public String word() {
        return word;
    }
}
