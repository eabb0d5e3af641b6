package io.breakwater.local.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a PostgreSQL that did not stop in order left in its data folder: {@code postmaster.pid}, and maybe the server
 * itself. The next server refuses to start when that pid is alive, even when another program has it by now.
 */
final class PostgresLeftover {

    private static final long ENDS_WITHIN_SECONDS = 10;

    private PostgresLeftover() {}

    static void clear(Path data) throws IOException, InterruptedException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> alive = lines.isEmpty() || !lines.get(0).trim().matches("\\d{1,9}")
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).trim())).filter(ProcessHandle::isAlive);
        if (alive.isPresent() && runsOn(alive.get(), data)) {
            end(alive.get());
        }
        Files.deleteIfExists(pidFile);
    }

    /** The server's command line names its data folder. */
    private static boolean runsOn(ProcessHandle process, Path data) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .contains("\0" + data + "\0");
        } catch (IOException e) {
            // Not Linux, or ended meanwhile.
            return process.info()
                    .command()
                    .map(command -> command.endsWith("/postgres"))
                    .orElse(false);
        }
    }

    private static void end(ProcessHandle server) throws InterruptedException, IOException {
        // Its children notice and end by themselves.
        server.destroyForcibly();
        try {
            server.onExit().get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("postgres: pid " + server.pid() + " does not end (expected: after kill -9)", e);
        }
    }
}
