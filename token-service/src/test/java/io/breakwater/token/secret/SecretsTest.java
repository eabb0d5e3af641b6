package io.breakwater.token.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void masksWhatItGaveOutInEveryEscaping_andWhatOthersLookedUpNot() {
        Map<String, String> variables = Map.of(
                "BREAKWATER_SECRET_ONE",
                "a+b/c",
                "BREAKWATER_SECRET_TWO",
                "a+b/c-longer",
                "BREAKWATER_SECRET_OTHER",
                "xyz");
        Secrets shared = new Secrets(variables::get, Optional.empty());
        Secrets own = shared.apart();
        assertThat(own.find("one")).isPresent();
        assertThat(own.find("two")).isPresent();
        assertThat(shared.apart().find("other")).isPresent();

        assertThat(own.mask("bad a+b/c-longer, a+b/c and a%2Bb%2Fc, not xyz"))
                .isEqualTo("bad ***, *** and ***, not xyz");
        assertThat(shared.mask("a+b/c")).isEqualTo("a+b/c");
    }
}
