package io.breakwater.reporting.index;

/** What became of one document of a bulk. */
sealed interface WriteResult {

    /** It is stored. */
    record Written() implements WriteResult {}

    /** A newer version was there already. */
    record Stale() implements WriteResult {}

    /**
     * Elasticsearch will never take it.
     *
     * @param reason in Elasticsearch's words
     */
    record Refused(String reason) implements WriteResult {}
}
