package io.breakwater.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.supervise.PartState;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is killed, nothing is left. */
@Timeout(120)
class NoOrphanIT {

    @Test
    void allPartsEndWhenTheirParentIsKilled(@TempDir Path folder) throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dbreakwater.home=" + System.getProperty("breakwater.home"),
                        StackHolder.class.getName(),
                        folder.toString())
                .redirectError(folder.resolve("holder.log").toFile())
                .start();
        try (BufferedReader words = holder.inputReader()) {
            assertThat(words.readLine())
                    .as(() -> contentOf(folder.resolve("holder.log")))
                    .isEqualTo("holds 3");
        }
        List<ProcessHandle> descendants = descendants(holder);
        // Two JVMs, the shell with its watcher, and PostgreSQL with its own children.
        assertThat(descendants).hasSizeGreaterThan(6);

        holder.destroyForcibly();

        assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
        for (ProcessHandle process : descendants) {
            process.onExit().get(30, TimeUnit.SECONDS);
        }
        assertThat(folder.resolve("local-postgres/postgres/data/postmaster.pid"))
                .as("PostgreSQL has stopped in order")
                .doesNotExist();
    }

    @Test
    void postgresEndsWhenTheShellAroundItIsKilled(@TempDir Path folder) throws Exception {
        try (LocalPostgres postgres = LocalParts.postgres(folder)) {
            ProcessHandle shell =
                    ProcessHandle.of(postgres.status().pid().orElseThrow()).orElseThrow();
            List<ProcessHandle> inside;
            try (Stream<ProcessHandle> descendants = shell.descendants()) {
                inside = descendants.toList();
            }
            shell.destroyForcibly();
            for (ProcessHandle process : inside) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
            assertThat(postgres.status().state()).isEqualTo(PartState.DIED);
            postgres.start();
        }
    }

    @Test
    void postgresStartsWhereALiveProcessHasThePidOfTheCrashedOne(@TempDir Path folder) throws Exception {
        try (LocalPostgres postgres = LocalParts.postgres(folder)) {
            postgres.kill();
            Path pidFile = folder.resolve("local-postgres/postgres/data/postmaster.pid");
            String left = Files.readString(pidFile);
            Files.writeString(
                    pidFile,
                    left.replaceFirst("\\d+", "" + ProcessHandle.current().pid()));
            postgres.start();
            assertThat(postgres.status().state()).isEqualTo(PartState.READY);
        }
    }

    private static List<ProcessHandle> descendants(Process holder) {
        try (Stream<ProcessHandle> descendants = holder.descendants()) {
            return descendants.toList();
        }
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
