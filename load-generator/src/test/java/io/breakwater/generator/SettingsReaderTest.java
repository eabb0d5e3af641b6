package io.breakwater.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.generator.run.AllowedTargets;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void hasDefaults() throws Exception {
        GeneratorSettings settings = read(Map.of());

        assertThat(settings.generatorId()).isNotBlank();
        assertThat(settings.region()).isEqualTo("local");
        assertThat(settings.kafkaBootstrapServers()).isEqualTo("127.0.0.1:18092");
        assertThat(settings.scenarioServiceUrl()).isEqualTo(URI.create("http://127.0.0.1:18080"));
        assertThat(settings.tokenKeys()).isEmpty();
        assertThat(settings.allowedTargets().patterns()).isEqualTo(AllowedTargets.LOOPBACK);
        assertThat(settings.tlsIdentities().folder()).isEmpty();
        assertThat(settings.eventLoops()).isPositive();
        assertThat(settings.gatherArrivals()).isEqualTo(Duration.ofNanos(500_000));
        assertThat(settings.backlogLimitBytes()).isEqualTo(32 * 1024 * 1024);
        assertThat(settings.dataFolder())
                .hasParentRaw(Path.of(System.getProperty("java.io.tmpdir")))
                .hasFileName("breakwater-" + settings.generatorId());
        assertThat(settings.dataFolderLimitBytes()).isEqualTo(8L * 1024 * 1024 * 1024);
    }

    @Test
    void mapsEveryKeyAndLetsArgumentsWinOverTheFile(@TempDir Path folder) throws Exception {
        Path keyFile = Files.writeString(folder.resolve("key"), KEY + "\n");
        Path previousKeys = Files.writeString(folder.resolve("previous"), "k6:" + KEY + "\n");
        Path config = Files.writeString(folder.resolve("generator.properties"), """
                generator.id = from-file
                region = cn-east
                kafka.bootstrap.servers = k1:9092,k2:9092
                scenario.service.url = https://scenarios.example.com/base
                token.key.id = k7
                allowed.targets = *.example.com, 10.0.0.7
                tls.identities.folder = %s
                event.loops = 3
                """.formatted(folder));

        GeneratorSettings settings = read(
                Map.of(),
                "--config",
                config.toString(),
                "--generator.id",
                "g9",
                "--token.key.file",
                keyFile.toString(),
                "--token.previous.keys.file",
                previousKeys.toString(),
                "--gather.arrivals.micros",
                "0",
                "--backlog.limit.bytes",
                "2000000",
                "--data.folder",
                folder.resolve("d").toString(),
                "--data.folder.limit.bytes",
                "7000000000");

        assertThat(settings.generatorId()).isEqualTo("g9");
        assertThat(settings.region()).isEqualTo("cn-east");
        assertThat(settings.kafkaBootstrapServers()).isEqualTo("k1:9092,k2:9092");
        assertThat(settings.scenarioServiceUrl()).isEqualTo(URI.create("https://scenarios.example.com/base"));
        assertThat(settings.tokenKeys()).get().hasToString("TokenKeys[current=k7, keys=2]");
        assertThat(settings.allowedTargets().patterns()).containsExactly("*.example.com", "10.0.0.7");
        assertThat(settings.tlsIdentities().folder()).contains(folder);
        assertThat(settings.eventLoops()).isEqualTo(3);
        assertThat(settings.gatherArrivals()).isZero();
        assertThat(settings.backlogLimitBytes()).isEqualTo(2_000_000);
        assertThat(settings.dataFolder()).isEqualTo(folder.resolve("d"));
        assertThat(settings.dataFolderLimitBytes()).isEqualTo(7_000_000_000L);
    }

    @Test
    void takesTheTokenKeyFromTheEnvironment() throws Exception {
        assertThat(read(Map.of("BREAKWATER_TOKEN_KEY", KEY)).tokenKeys()).isPresent();
    }

    @Test
    void namesAllErrorsAtOnceAndNeverTheKey() {
        assertThatThrownBy(() -> read(
                        Map.of("BREAKWATER_TOKEN_KEY", "c2VjcmV0"),
                        "--event.loops",
                        "0",
                        "--scenario.service.url",
                        "ftp://x",
                        "--backlog.limit.bytes",
                        "many",
                        "--allowed.targets",
                        "a b",
                        "--tls.identities.folder",
                        "/nowhere/at/all",
                        "--region",
                        "",
                        "--threads",
                        "3"))
                .isInstanceOf(InvalidSettingsException.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .hasSize(8)
                        .anyMatch(line -> line.equals("tls.identities.folder: /nowhere/at/all (expected: a folder)"))
                        .anyMatch(line -> line.startsWith("threads: unknown key (expected: one of [generator.id"))
                        .anyMatch(line -> line.equals("event.loops: 0 (expected: a whole number from 1 to 256)"))
                        .anyMatch(line -> line.startsWith("scenario.service.url: ftp://x (expected: an address"))
                        .anyMatch(line -> line.startsWith("backlog.limit.bytes: many (expected: a whole number"))
                        .anyMatch(line -> line.startsWith("allowed.targets: allowed target: \"a b\""))
                        .anyMatch(line -> line.startsWith("region: \"\" (expected:"))
                        .anyMatch(line -> line.startsWith("token key: 6 bytes")))
                .satisfies(message -> assertThat(message).doesNotContain("c2VjcmV0"));
    }

    @Test
    void rejectsAnArgumentWithoutValueAndAFileThatIsNotThere(@TempDir Path folder) {
        assertThatThrownBy(() -> read(Map.of(), "--region")).hasMessageContaining("--region: (expected: --key value");
        assertThatThrownBy(
                        () -> read(Map.of(), "--config", folder.resolve("none").toString()))
                .hasMessageContaining("config: ");
    }

    @Test
    void allowsLoadOnlyToTargetsThatWereNamed() {
        AllowedTargets targets = new AllowedTargets(List.of("*.example.com", "10.0.0.7", "[::1]"));

        assertThat(targets.allow("api.Example.com")).isTrue();
        assertThat(targets.allow("example.com")).isFalse();
        assertThat(targets.allow("evil-example.com")).isFalse();
        assertThat(targets.allow("api.example.com.evil.org")).isFalse();
        assertThat(targets.allow("10.0.0.70")).isFalse();
        assertThat(targets.allow("[::1]")).isTrue();
    }

    private static GeneratorSettings read(Map<String, String> environment, String... arguments)
            throws InvalidSettingsException {
        return SettingsReader.read(arguments, environment);
    }
}
