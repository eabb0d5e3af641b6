package io.breakwater.system.stack;

import io.breakwater.local.supervise.Part;
import io.breakwater.local.supervise.Supervisor;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Where Kafka, PostgreSQL and Elasticsearch come from. The system property {@value #PROPERTY} chooses: {@code embedded}, the
 * default, or {@code containers}.
 */
interface Parts extends AutoCloseable {

    /** The system property. */
    String PROPERTY = "parts";

    /** The parts that were asked for. */
    static Parts chosen() {
        String word = System.getProperty(PROPERTY, "embedded");
        return switch (word) {
            case "embedded" -> new EmbeddedParts();
            case "containers" -> new ContainerParts();
            default ->
                throw new IllegalArgumentException(PROPERTY + ": " + word + " (expected: embedded or containers)");
        };
    }

    /** Starts what is no process of the stack; returns the ports of all three, as settings of the stack. */
    Map<String, String> start() throws IOException, InterruptedException;

    /** The parts that remain to be started as processes. */
    List<Part> processes(List<Part> all);

    /** Stops one of the three in an orderly way; its data stays. */
    void stop(Supervisor supervisor, String part) throws IOException, InterruptedException;

    /** Ends one of the three as {@code kill -9} does; what was on its disk stays. */
    void kill(Supervisor supervisor, String part) throws IOException, InterruptedException;

    /** Starts one of the three again, on the same port and data. */
    void startAgain(Supervisor supervisor, String part) throws IOException, InterruptedException;

    @Override
    void close();
}
