package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The last of all: it stops the stack that the others have used. */
@ExtendWith(SharedStack.class)
@Order(Integer.MAX_VALUE)
class NothingLeftIT {

    @Test
    void leavesNoProcessBehind(SystemStack stack) {
        List<ProcessHandle> before = descendants();
        assertThat(before).as("a stack is more than a few processes").hasSizeGreaterThan(6);

        stack.close();

        await("all processes of the stack have ended")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(before.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::info))
                            .isEmpty();
                    assertThat(descendants().stream().map(ProcessHandle::info)).isEmpty();
                });
    }

    private static List<ProcessHandle> descendants() {
        try (Stream<ProcessHandle> all = ProcessHandle.current().descendants()) {
            return all.toList();
        }
    }
}
