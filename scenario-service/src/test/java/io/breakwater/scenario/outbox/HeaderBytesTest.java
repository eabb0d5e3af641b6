package io.breakwater.scenario.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.scenario.outbox.OutgoingRecord.Header;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderBytesTest {

    @Test
    void keepsNamesAndBytesInOrder() {
        List<Header> headers = List.of(
                new Header("grund", new byte[] {0, -1, 2}),
                new Header("Größe", new byte[0]),
                new Header("", new byte[1]));
        assertThat(HeaderBytes.decode(HeaderBytes.encode(headers)))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(headers);
    }

    @Test
    void needsNothingForNone() {
        assertThat(HeaderBytes.encode(List.of())).isEmpty();
        assertThat(HeaderBytes.decode(new byte[0])).isEmpty();
    }
}
