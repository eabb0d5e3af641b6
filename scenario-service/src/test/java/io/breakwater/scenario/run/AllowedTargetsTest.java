package io.breakwater.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTargetsTest {

    private final AllowedTargets loopback = new AllowedTargets(List.of("127.0.0.1", "localhost", "[::1]"));

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1", "http://127.0.0.1:8090", "http://LOCALHOST:1", "http://[::1]:9"})
    void allowsLoopback(String target) {
        assertThat(loopback.allow(URI.create(target))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://2130706433",
                "http://localhost.",
                "http://user@example.com",
                "http://127.0.0.1@example.com",
                "http://[::2]:9",
                "mailto:ann"
            })
    void refusesWhatOnlyLooksLikeIt(String target) {
        assertThat(loopback.allow(URI.create(target))).isFalse();
    }

    @Test
    void takesAStarForAllHostsBelowADomainButNotForTheDomain() {
        AllowedTargets below = new AllowedTargets(List.of("*.example.com"));
        assertThat(below.allow(URI.create("http://a.b.example.com:81"))).isTrue();
        assertThat(below.allow(URI.create("http://example.com"))).isFalse();
        assertThat(below.allow(URI.create("http://badexample.com"))).isFalse();
    }

    @Test
    void takesAPortForThatPortOnly() {
        AllowedTargets port = new AllowedTargets(List.of("example.com:80", "[::1]:8090"));
        assertThat(port.allow(URI.create("http://example.com"))).isTrue();
        assertThat(port.allow(URI.create("http://example.com:81"))).isFalse();
        assertThat(port.allow(URI.create("http://[::1]:8090"))).isTrue();
        assertThat(port.allow(URI.create("http://[::1]:8091"))).isFalse();
    }
}
