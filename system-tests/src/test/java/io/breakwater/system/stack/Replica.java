package io.breakwater.system.stack;

import io.breakwater.local.part.JavaPart;
import io.breakwater.local.port.Ports;
import io.breakwater.local.supervise.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A second process of a service of the stack, on a port of its own, in the first one's folder. */
public final class Replica implements AutoCloseable {

    private static final String PORT = "--server.port=";

    private final Process process;
    private final URI address;

    private Replica(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts one; does not wait until it is ready. */
    static Replica start(JavaPart part, Path log) throws IOException {
        int port = Ports.free();
        Command command = part.command();
        List<String> words = new ArrayList<>(command.words());
        words.replaceAll(word -> word.startsWith(PORT) ? PORT + port : word);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(command.workingFolder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(command.environment());
        return new Replica(builder.start(), URI.create("http://127.0.0.1:" + port));
    }

    /** Where it answers. */
    public URI address() {
        return address;
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
