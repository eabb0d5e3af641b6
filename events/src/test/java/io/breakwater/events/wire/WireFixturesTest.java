package io.breakwater.events.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.run.RunCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Old bytes are read for ever. A frozen file is never changed: a record that gains a component gets a file of a new version
 * beside the old one. {@code -Dwire.write=true} writes the files that are missing, and only those.
 */
class WireFixturesTest {

    private static final Path FROZEN = Path.of("src", "test", "resources", "wire", "v1");
    private static final String BATCH = "request-event-batch.bin";

    static Stream<WireSamples.Sample> json() {
        return WireSamples.json().stream();
    }

    @ParameterizedTest
    @MethodSource("json")
    void readsFrozenBytesAsTheRecordThatWasWritten(WireSamples.Sample sample) throws Exception {
        Object read = EventCodec.decode(frozen(sample.file(), EventCodec.encode(sample.record())), sample.type());

        assertThat(read).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(sample.record());
    }

    @ParameterizedTest
    @MethodSource("json")
    void writesTheBytesThatAreFrozen(WireSamples.Sample sample) throws Exception {
        byte[] written = EventCodec.encode(sample.record());

        assertThat(new String(written, UTF_8)).isEqualTo(new String(frozen(sample.file(), written), UTF_8));
    }

    @Test
    void readsAFrozenBatchAsItWasWritten() throws Exception {
        byte[] written = WireSamples.batch();
        byte[] frozen = frozen(BATCH, written);
        RequestEventReader reader = new RequestEventReader();

        BatchHeader header = reader.read(frozen);

        assertThat(header).usingRecursiveComparison().isEqualTo(WireSamples.batchHeader());
        assertThat(events(reader))
                .containsExactly(
                        "0 5000 0 40000 39000 0 0 310 0 SUCCEEDED 200 NOT_CHECKED",
                        "1 4300 1 40001 39001 900 70 311 512 STATUS_FAILED 503 SUCCEEDED",
                        "0 3600 2 40002 39002 1800 140 312 1024 CONNECT_FAILED 200 FAILED",
                        "1 2900 3 40003 39003 2700 210 313 1536 CONNECT_TIMED_OUT 200 TOKEN_REFUSED",
                        "0 2200 4 40004 39004 3600 280 314 2048 REQUEST_TIMED_OUT 200 NOT_CHECKED",
                        "1 1500 5 40005 39005 4500 350 315 2560 CONNECTION_CLOSED 200 SUCCEEDED",
                        "0 800 6 40006 39006 5400 420 316 3072 RESPONSE_INVALID 200 FAILED",
                        "1 100 7 40007 39007 6300 490 317 3584 ABORTED 200 TOKEN_REFUSED",
                        "0 -600 8 40008 39008 7200 560 318 4096 TLS_FAILED 200 NOT_CHECKED",
                        "1 -1300 9 40009 39009 8100 630 319 4608 NAME_UNRESOLVED 200 SUCCEEDED",
                        "0 -2000 10 40010 39010 9000 700 320 5120 RESPONSE_TOO_LARGE 200 FAILED",
                        "1 -2700 11 40011 39011 9900 770 321 5632 STREAM_RESET 200 TOKEN_REFUSED",
                        "0 -3400 12 40012 39012 10800 840 322 6144 REDIRECT_REFUSED 200 NOT_CHECKED",
                        "0 64000 NO_VIRTUAL_USER",
                        "1 65000 NO_CONNECTION",
                        "0 66000 DATA_USED_UP",
                        "1 67000 TOKEN_MISSING",
                        "0 68000 STOPPED",
                        "1 69000 VALUE_MISSING",
                        "0 70000 TOO_LATE");
        assertThat(written).isEqualTo(frozen);
    }

    @Test
    void everyMemberOfAFamilyIsFrozen() {
        List<Class<?>> families = List.of(RunCommand.class, GeneratorReport.class);
        assertThat(WireSamples.json().stream()
                        .<Class<?>>map(sample -> sample.record().getClass()))
                .containsAll(families.stream()
                        .<Class<?>>flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                        .toList());
    }

    @Test
    void everyFileBelongsToARecordAndEveryRecordToAFile() throws Exception {
        List<String> known = new ArrayList<>(
                WireSamples.json().stream().map(WireSamples.Sample::file).toList());
        known.add(BATCH);

        try (Stream<Path> files = Files.list(FROZEN)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(known);
        }
    }

    private static List<String> events(RequestEventReader reader) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < reader.events(); i++) {
            String start = reader.step(i) + " " + reader.intendedStartMicros(i) + " ";
            events.add(
                    reader.sent(i)
                            ? start + reader.scheduleLagMicros(i) + " " + reader.serviceTimeMicros(i) + " "
                                    + reader.firstByteMicros(i) + " " + reader.connectMicros(i) + " "
                                    + reader.tlsMicros(i) + " "
                                    + reader.bytesSent(i) + " " + reader.bytesReceived(i) + " "
                                    + reader.requestOutcome(i) + " " + reader.status(i) + " "
                                    + reader.businessOutcome(i)
                            : start + reader.notSentReason(i));
        }
        return events;
    }

    private static byte[] frozen(String name, byte[] whenMissing) throws IOException {
        Path file = FROZEN.resolve(name);
        if (Boolean.getBoolean("wire.write") && !Files.exists(file)) {
            Files.write(file, whenMissing, StandardOpenOption.CREATE_NEW);
        }
        assertThat(file).as("frozen file; -Dwire.write=true writes a new one").exists();
        return Files.readAllBytes(file);
    }
}
