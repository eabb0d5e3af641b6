package io.breakwater.local;

import io.breakwater.local.supervise.Part;
import io.breakwater.local.supervise.PartStatus;
import io.breakwater.local.supervise.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One part with a supervisor of its own: can be stopped, killed and started again, on the same port and data. */
public sealed class LocalPart implements AutoCloseable permits LocalKafka, LocalPostgres, LocalElasticsearch {

    private final String name;
    private final Supervisor supervisor;

    /** Takes over the part of another handle. */
    LocalPart(LocalPart started) {
        this(started.name, started.supervisor);
    }

    private LocalPart(String name, Supervisor supervisor) {
        this.name = name;
        this.supervisor = supervisor;
    }

    static LocalPart start(Path folder, Part part) throws IOException, InterruptedException {
        Supervisor supervisor = Supervisor.of(folder);
        try {
            supervisor.start(List.of(part));
            return new LocalPart(part.name(), supervisor);
        } catch (IOException | InterruptedException | RuntimeException e) {
            supervisor.close();
            throw e;
        }
    }

    /**
     * Stops the part in an orderly way; its data stays.
     *
     * @throws InterruptedException when interrupted
     */
    public final void stop() throws InterruptedException {
        supervisor.stop(name);
    }

    /**
     * Ends the part as {@code kill -9} does; its data stays.
     *
     * @throws InterruptedException when interrupted
     */
    public final void kill() throws InterruptedException {
        supervisor.kill(name);
    }

    /**
     * Starts the part again, on the same port and data, and returns when it is ready.
     *
     * @throws IOException          when it does not become ready
     * @throws InterruptedException when interrupted
     */
    public final void start() throws IOException, InterruptedException {
        supervisor.restart(name);
    }

    /** Returns state, pid, memory and log of the part. */
    public final PartStatus status() {
        return supervisor.status(name);
    }

    /** Stops the part for good. */
    @Override
    public final void close() {
        supervisor.close();
    }
}
