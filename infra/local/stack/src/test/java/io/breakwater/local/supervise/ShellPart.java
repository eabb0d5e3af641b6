package io.breakwater.local.supervise;

import io.breakwater.local.port.PortClaim;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A part that is a line of shell; ready when it has said so. */
record ShellPart(String name, Set<String> needs, List<PortClaim> ports, Duration readyWithin, String line)
        implements Part {

    /** Is ready at once and ends when its standard input ends. */
    static final String WELL_BEHAVED = "echo ready; while read -r ignored; do :; done; echo stopped";

    static ShellPart of(String name, String line, String... needs) {
        return new ShellPart(name, Set.of(needs), List.of(), Duration.ofSeconds(20), line);
    }

    @Override
    public void prepare() {}

    @Override
    public Command command() {
        return new Command(List.of("/bin/sh", "-c", line), Map.of(), Path.of("").toAbsolutePath());
    }

    @Override
    public Readiness readiness() {
        return Readiness.logLine("ready");
    }
}
