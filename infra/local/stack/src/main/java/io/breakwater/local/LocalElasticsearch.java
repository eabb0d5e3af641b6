package io.breakwater.local;

/** An Elasticsearch node that a test has started. */
public final class LocalElasticsearch extends LocalPart {

    private final int port;

    LocalElasticsearch(LocalPart started, int port) {
        super(started);
        this.port = port;
    }

    /** Returns the address for HTTP. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }
}
