package io.breakwater.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.local.port.PortClaim;
import io.breakwater.local.port.PortTakenException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisorTest {

    @Test
    void startsWhatIsNeededFirstAndStopsItLast(@TempDir Path folder) throws Exception {
        Queue<String> changes = new ConcurrentLinkedQueue<>();
        try (Supervisor supervisor = Supervisor.of(folder, (part, state) -> changes.add(part + " " + state))) {
            supervisor.start(List.of(
                    ShellPart.of("service", ShellPart.WELL_BEHAVED, "store"),
                    ShellPart.of("store", ShellPart.WELL_BEHAVED)));
            assertThat(supervisor.status()).extracting(PartStatus::state).containsOnly(PartState.READY);
        }
        assertThat(changes)
                .containsExactly(
                        "store STARTING",
                        "store READY",
                        "service STARTING",
                        "service READY",
                        "service STOPPING",
                        "service STOPPED",
                        "store STOPPING",
                        "store STOPPED");
    }

    @Test
    void startsPartsThatDoNotNeedEachOtherAtTheSameTime(@TempDir Path folder) throws Exception {
        // Each is ready only when the other one runs.
        String meet = "echo here > %s; while [ ! -e %s ]; do :; done; echo ready; cat > /dev/null";
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        try (Supervisor supervisor = Supervisor.of(folder)) {
            supervisor.start(List.of(
                    ShellPart.of("one", meet.formatted(one, other)),
                    ShellPart.of("other", meet.formatted(other, one))));
            assertThat(supervisor.status()).hasSize(2);
        }
    }

    @Test
    void reportsPidMemoryAndTimeToReadyOfARunningPart(@TempDir Path folder) throws Exception {
        try (Supervisor supervisor = Supervisor.of(folder)) {
            supervisor.start(List.of(ShellPart.of("store", ShellPart.WELL_BEHAVED)));
            PartStatus status = supervisor.status("store");
            assertThat(ProcessHandle.of(status.pid().orElseThrow())).isPresent();
            assertThat(status.residentBytes().orElseThrow()).isBetween(10_000L, 50_000_000L);
            assertThat(status.readyAfter().orElseThrow()).isPositive();
            assertThat(status.exitCode()).isEmpty();
        }
    }

    @Test
    void saysExitCodeAndLastLinesOfAPartThatEndsBeforeItIsReady(@TempDir Path folder) throws Exception {
        try (Supervisor supervisor = Supervisor.of(folder)) {
            assertThatThrownBy(() -> supervisor.start(List.of(
                            ShellPart.of("store", ShellPart.WELL_BEHAVED),
                            ShellPart.of("service", "echo no such table; exit 3", "store"))))
                    .isInstanceOf(PartFailedException.class)
                    .hasMessageContaining("service: ended with exit code 3 (expected: ready)")
                    .hasMessageContaining("no such table");
            assertThat(supervisor.status()).as("the others are stopped again").isEmpty();
        }
    }

    @Test
    void stopsWaitingForAPartThatDoesNotBecomeReadyInTime(@TempDir Path folder) throws Exception {
        ShellPart slow = new ShellPart("slow", Set.of(), List.of(), Duration.ofMillis(200), "echo wait; cat");
        try (Supervisor supervisor = Supervisor.of(folder)) {
            assertThatThrownBy(() -> supervisor.start(List.of(slow)))
                    .isInstanceOf(PartFailedException.class)
                    .hasMessageContaining("(expected: within 200 ms)");
        }
    }

    @Test
    void endsAStartThatGoesOnWhenItIsClosed(@TempDir Path folder) throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        Supervisor supervisor = Supervisor.of(folder, (part, state) -> starting.countDown());
        ExecutorService starter = Executors.newSingleThreadExecutor();
        Future<?> start = starter.submit(() -> {
            supervisor.start(List.of(ShellPart.of("never-ready", "cat")));
            return true;
        });
        assertThat(starting.await(10, TimeUnit.SECONDS)).isTrue();
        supervisor.close();
        assertThatThrownBy(() -> start.get(10, TimeUnit.SECONDS))
                .hasMessageContaining("never-ready: stopped while it was starting");
        starter.shutdown();
        assertThatThrownBy(() -> supervisor.start(List.of())).hasMessage("supervisor: closed (expected: open)");
    }

    @Test
    void noticesThatAPartHasDiedAndStartsItAgain(@TempDir Path folder) throws Exception {
        CountDownLatch died = new CountDownLatch(1);
        try (Supervisor supervisor = Supervisor.of(folder, (part, state) -> {
            if (state == PartState.DIED) {
                died.countDown();
            }
        })) {
            supervisor.start(List.of(ShellPart.of("store", ShellPart.WELL_BEHAVED)));
            ProcessHandle.of(supervisor.status("store").pid().orElseThrow())
                    .orElseThrow()
                    .destroyForcibly();
            assertThat(died.await(20, TimeUnit.SECONDS)).isTrue();
            PartStatus status = supervisor.status("store");
            assertThat(status.exitCode()).hasValue(137);
            assertThat(status.lastLogLines()).containsExactly("ready");

            supervisor.restart("store");
            assertThat(supervisor.status("store").state()).isEqualTo(PartState.READY);
        }
    }

    @Test
    void saysWhichPortIsTakenByWhomAndStartsNothing(@TempDir Path folder) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Supervisor supervisor = Supervisor.of(folder)) {
            ShellPart part = new ShellPart(
                    "store",
                    Set.of(),
                    List.of(new PortClaim("store.port", taken.getLocalPort())),
                    Duration.ofSeconds(20),
                    ShellPart.WELL_BEHAVED);
            assertThatThrownBy(() -> supervisor.start(List.of(part)))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageStartingWith("store.port: " + taken.getLocalPort() + " is taken by pid "
                            + ProcessHandle.current().pid() + " (")
                    .hasMessageContaining("java")
                    .hasMessageContaining("expected: a free port");
            assertThat(folder.resolve("logs")).doesNotExist();
        }
    }

    @Test
    void refusesADataFolderThatAnotherSupervisorHas(@TempDir Path folder) throws Exception {
        try (Supervisor first = Supervisor.of(folder)) {
            assertThat(first.endedLeftovers()).isEmpty();
            assertThatThrownBy(() -> Supervisor.of(folder))
                    .hasMessageContaining("is used by the stack of pid "
                            + ProcessHandle.current().pid());
        }
        Supervisor.of(folder).close();
    }

    @Test
    void endsWhatACrashLeftBehind(@TempDir Path folder) throws Exception {
        Process left = new ProcessBuilder("sleep", "600").start();
        Leftovers leftovers = new Leftovers(folder, Duration.ofMillis(50));
        leftovers.remember("store", left.toHandle());
        assertThat(leftovers.end()).containsExactly("store");
        assertThat(left.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(leftovers.end()).isEmpty();
    }

    @Test
    void sparesAnotherProcessThatGotThePidOfACrashedOne(@TempDir Path folder) throws Exception {
        long pid = ProcessHandle.current().pid();
        Files.writeString(folder.resolve("store.pid"), pid + " 12345");
        assertThat(new Leftovers(folder, Duration.ofMillis(50)).end()).isEmpty();
        assertThat(folder.resolve("store.pid")).doesNotExist();
    }

    @Test
    void keepsTheLogsOfEarlierStarts(@TempDir Path folder) throws Exception {
        try (Supervisor supervisor = Supervisor.of(folder)) {
            supervisor.start(List.of(ShellPart.of("store", ShellPart.WELL_BEHAVED)));
            for (int restarts = 0; restarts < 4; restarts++) {
                supervisor.restart("store");
            }
        }
        try (var logs = Files.list(folder.resolve("logs"))) {
            assertThat(logs.map(log -> log.getFileName().toString()))
                    .containsExactlyInAnyOrder("store.log", "store.log.1", "store.log.2");
        }
        assertThat(folder.resolve("logs/store.log.1")).content().isEqualToIgnoringNewLines("readystopped");
    }

    @Test
    void refusesNeedsThatNobodyMeets(@TempDir Path folder) throws Exception {
        try (Supervisor supervisor = Supervisor.of(folder)) {
            assertThatThrownBy(
                            () -> supervisor.start(List.of(ShellPart.of("service", ShellPart.WELL_BEHAVED, "store"))))
                    .hasMessageStartingWith("needs of service: [store] (expected: ");
        }
    }
}
