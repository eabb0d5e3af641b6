package io.breakwater.generator.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskTest {

    @Test
    void hidesTheShortestTokenThatSignsMessagesAndNothingShorter() {
        Mask mask = new Mask(List.of("Qx7", "4k"), Set.of());

        assertThat(mask.text("settings: Qx7, 4k")).isEqualTo("settings: ***, 4k");
    }

    @Test
    void hidesWhatNamesShowToBeSecretThoughAShortTokenStandsInThem() {
        Mask mask = new Mask(List.of("key", "tok"), Set.of());

        assertThat(mask.text("{\"session_key\":\"s-4711\",\"key\":1}"))
                .isEqualTo("{\"session_***\":\"***\",\"***\":1}");
        assertThat(mask.text("/a?access_token=s-4711&b=tok")).isEqualTo("/a?access_***en=***&b=***");
    }
}
