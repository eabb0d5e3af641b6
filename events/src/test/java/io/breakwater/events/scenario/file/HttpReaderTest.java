package io.breakwater.events.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.HttpSettings.Tls;
import io.breakwater.events.scenario.Sampling;
import io.breakwater.events.scenario.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code http}, {@code samples}, {@code files}, {@code values} and {@code data} can say. */
class HttpReaderTest {

    @Test
    void readsHowRequestsTravel() {
        Scenario scenario = accepted("https://shop.example.com", "", """
                files: { ca: authority.pem }
                http:
                  protocol: http/2
                  connect-timeout: 1s
                  request-timeout: 2s
                  connections: 64
                  virtual-users: 500
                  headers: { X-Run: "${uuid()}" }
                  redirects: 3
                  cookies: true
                  compression: true
                  encode-url: false
                  extra-success: [ 302, 404 ]
                  hosts: { Shop.Example.com: [ 10.0.0.7, "2001:db8::7" ], other: 10.0.0.8 }
                  tls: { server-name: a.b, trust: ca, client-certificate: partner, resumption: false }
                """);

        assertThat(scenario.target()).isEqualTo(URI.create("https://shop.example.com:443"));
        assertThat(scenario.http())
                .isEqualTo(new HttpSettings(
                        HttpSettings.Protocol.HTTP_2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        64,
                        500,
                        Map.of("X-Run", "${uuid()}"),
                        3,
                        true,
                        true,
                        false,
                        List.of(302, 404),
                        Map.of("shop.example.com", List.of("10.0.0.7", "2001:db8::7"), "other", List.of("10.0.0.8")),
                        new Tls(Optional.of("a.b"), Tls.Trust.FILE, Optional.of("ca"), Optional.of("partner"), false)));
    }

    @Test
    void trustsTheSystemAnyoneOrAFile() {
        assertThat(tls("trust: any").trust()).isEqualTo(Tls.Trust.ANY);
        assertThat(tls("trust: system")).isEqualTo(Tls.DEFAULT);
        assertThat(tls("trust: certs/own.pem").authorities()).hasValue("certs/own.pem");
    }

    @Test
    void readsSamplesFilesValuesAndData() {
        Scenario scenario = accepted("http://127.0.0.1:8090", "", """
                samples: { share: 10%, failures: 0, body: 512B }
                files: { photo: a/b.jpg }
                values: { channel: "a${row.x}" }
                data:
                  row: { file: r.csv, pick: once, per: virtual-user, when-used-up: fail }
                """);

        assertThat(scenario.sampling()).isEqualTo(new Sampling(0.1, 0, 512));
        assertThat(scenario.files()).isEqualTo(Map.of("photo", "a/b.jpg"));
        assertThat(scenario.values()).isEqualTo(Map.of("channel", "a${row.x}"));
        assertThat(scenario.dataSets())
                .isEqualTo(Map.of(
                        "row",
                        new DataSet(
                                "r.csv",
                                DataSet.Format.CSV,
                                List.of(),
                                DataSet.Pick.ONCE,
                                DataSet.Per.VIRTUAL_USER,
                                false,
                                DataSet.WhenUsedUp.FAIL)));
    }

    @Test
    void looksAtSharedHeadersWhereverTheyAreSent() {
        assertThat(problems(
                        "http://127.0.0.1:8090",
                        """
                - { step: a, get: /, extract: { auth: $.a } }
                - { step: b, get: /, headers: { AUTHORIZATION: none } }
                - { step: c, get: / }
                """,
                        "http: { headers: { Authorization: 'Bearer ${auth}', X-B: '${nobody.x}' } }\n"))
                .containsExactly(
                        "10:35: ${auth} at step a: not there yet (expected: after what its extract gives)",
                        "10:58: ${nobody.x}: unknown data (expected: one declared under data, which the file lacks)");
    }

    @Test
    void refusesSettingsThatNoTargetCanMeet() {
        assertThat(problems("http://127.0.0.1:8090", "", "http: { protocol: http/2, tls: { trust: any } }\n"))
                .containsExactly(
                        "8:19: protocol: http/2 with a target without TLS (expected: https, or http/2-prior-knowledge)",
                        "8:27: tls: no target with TLS (expected: only with https or wss)");
        assertThat(problems("https://a.b", "", "http: { protocol: http/2-prior-knowledge }\n"))
                .containsExactly("8:19: protocol: http/2-prior-knowledge with an https target (expected: http/2)");
        assertThat(problems("http://127.0.0.1:8090", "- { step: a, get: /a b }", "http: { encode-url: false }\n"))
                .containsExactly("6:23: get: /a b (expected: no blanks, or http.encode-url: true)");
        assertThat(problems("https://a.b", "", """
                http:
                  extra-success: 99
                  redirects: 21
                  headers: { Host: a, Connection: close }
                  hosts: { a.b: [ 10.0.0.256, "::g", c.d ] }
                  tls: { trust: nobody }
                  protocol: http/3
                samples: { share: 1, failures: 101, body: 2MiB }
                """))
                .containsExactly(
                        "9:18: extra-success: 99 (expected: a whole number from 100 to 599)",
                        "10:14: redirects: 21 (expected: a whole number from 0 to 20)",
                        "11:23: Connection: written by the generator (expected: another header)",
                        "12:19: address: 10.0.0.256 (expected: an IPv4 or IPv6 address)",
                        "12:31: address: ::g (expected: an IPv4 or IPv6 address)",
                        "12:38: address: c.d (expected: an IPv4 or IPv6 address)",
                        "13:17: trust: nobody (expected: system, any, or a file name such as own.pem)",
                        "14:13: protocol: http/3 (expected: one of http/1.1, http/2, http/2-prior-knowledge; did you mean"
                                + " http/2?)",
                        "15:19: share: 1 has no unit (expected: a share from 0% to 100% with its unit, such as 95%)",
                        "15:32: failures: 101 (expected: a whole number from 0 to 100)",
                        "15:43: body: 2MiB (expected: a size with its unit (B, KiB, MiB), at most 1MiB, such as 16KiB)");
    }

    @Test
    void refusesMoreThanOneLengthForData() {
        assertThat(problems("http://127.0.0.1:8090", "", """
                data:
                  a: { file: a.csv, base: true }
                  b: { file: b.csv, base: true }
                  c: { file: c.csv, pick: once }
                  d: { file: d.csv, pick: random, when-used-up: fail }
                """))
                .containsExactly(
                        "8:1: base: true in a, b (expected: in one data set at most)",
                        "8:1: base: true in a, b beside pick: once in c (expected: one or the other, for rows that come once"
                                + " are neither cut nor repeated)",
                        "12:35: when-used-up: fail with pick: random (expected: repeat, for random rows are never used up)");
    }

    private static Tls tls(String tls) {
        return accepted("https://a.b", "", "http: { tls: { " + tls + " } }\n")
                .http()
                .tls();
    }

    private static Scenario accepted(String target, String steps, String sections) {
        ScenarioReading reading = ScenarioReader.read(text(target, steps, sections));
        assertThat(reading.problems()).isEmpty();
        return reading.scenario().orElseThrow();
    }

    private static List<String> problems(String target, String steps, String sections) {
        return ScenarioReader.read(text(target, steps, sections)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static String text(String target, String steps, String sections) {
        return ScenarioTexts.withSteps(steps.isEmpty() ? "- { step: home, get: / }" : steps)
                        .replace("http://127.0.0.1:8090", target)
                + sections;
    }
}
