package io.breakwater.measurement.objective;

/** Which time of a request is compared with a limit. */
public enum TimeMeasure {
    /** Last byte received minus intended start: what the user waits. */
    RESPONSE_TIME("response time"),
    /** Last byte received minus actual start. */
    SERVICE_TIME("service time");

    private final String words;

    TimeMeasure(String words) {
        this.words = words;
    }

    /** Its name for people. */
    String words() {
        return words;
    }
}
