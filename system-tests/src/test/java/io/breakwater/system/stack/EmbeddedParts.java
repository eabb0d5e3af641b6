package io.breakwater.system.stack;

import io.breakwater.local.port.Ports;
import io.breakwater.local.supervise.Part;
import io.breakwater.local.supervise.Supervisor;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Real servers from Maven artifacts, as processes of the stack. */
final class EmbeddedParts implements Parts {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "kafka.port", "" + Ports.free(),
                "kafka.controller-port", "" + Ports.free(),
                "postgres.port", "" + Ports.free(),
                "elasticsearch.port", "" + Ports.free());
    }

    @Override
    public List<Part> processes(List<Part> all) {
        return all;
    }

    @Override
    public void stop(Supervisor supervisor, String part) throws InterruptedException {
        supervisor.stop(part);
    }

    @Override
    public void kill(Supervisor supervisor, String part) throws InterruptedException {
        supervisor.kill(part);
    }

    @Override
    public void startAgain(Supervisor supervisor, String part) throws IOException, InterruptedException {
        supervisor.restart(part);
    }

    @Override
    public void close() {
        // The stack's supervisor ends its processes.
    }
}
