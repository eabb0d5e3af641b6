package io.breakwater.local;

/** A Kafka broker that a test has started. */
public final class LocalKafka extends LocalPart {

    private final int port;

    LocalKafka(LocalPart started, int port) {
        super(started);
        this.port = port;
    }

    /** Returns the address for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }
}
