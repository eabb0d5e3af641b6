package io.breakwater.events.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BatchKeyTest {

    @Test
    void readsWhatItWrote() {
        BatchKey key = new BatchKey("r-1", "cn-east/g-2");

        assertThat(new String(key.toBytes(), StandardCharsets.UTF_8)).isEqualTo("r-1/cn-east/g-2");
        assertThat(BatchKey.read(key.toBytes())).contains(key);
    }

    @Test
    void isEmptyForForeignBytes() {
        assertThat(BatchKey.read(null)).isEmpty();
        for (String foreign : new String[] {"", "r-1", "/g-1", "r-1/"}) {
            assertThat(BatchKey.read(foreign.getBytes(StandardCharsets.UTF_8))).isEmpty();
        }
    }

    @Test
    void refusesARunWithASlash() {
        assertThatThrownBy(() -> new BatchKey("r/1", "g-1"))
                .hasMessage("runId: \"r/1\" (expected: a text without slash)");
    }
}
