package io.breakwater.generator.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.events.data.DataFileCheck;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyRowsTest {

    private static final int ROWS = 10_000_000;

    /** What a class loaded meanwhile may take; the rows alone would be 40 MB of offsets and 120 MB of text. */
    private static final long TOLERATED_HEAP_BYTES = 4_000_000;

    /** Mapped: the file, and four bytes a row. */
    @Test
    void costTenMillionRowsNoHeap(@TempDir Path parent) throws Exception {
        Path file = parent.resolve("rows.csv");
        long fileBytes = write(file);
        Scenario scenario = scenario();
        List<String> reasons = new ArrayList<>();
        try (DataFolder folder = DataFolder.open(parent.resolve("d"), 1)) {
            RowBytes value = new RowBytes();
            byte[] text = new byte[16];
            long heapBefore = usedHeapBytes();
            long mappedBefore = mappedBytes();

            RunData data = PlanData.open(scenario, Map.of("rows", DataFileCheck.map(file)), folder, reasons);
            DrawnValue drawn = data.drawn(0, "id", ValueEncoding.PLAIN);
            for (int row = 0; row < ROWS; row += 997) {
                drawn.find(row, value);
                value.copyTo(text, 0);
                assertThat(Integer.parseInt(new String(text, 1, value.length() - 1, US_ASCII)))
                        .isEqualTo(row);
            }

            assertThat(reasons).isEmpty();
            assertThat(usedHeapBytes() - heapBefore).isLessThan(TOLERATED_HEAP_BYTES);
            // Small files that other tests mapped may go meanwhile.
            assertThat(mappedBytes() - mappedBefore).isCloseTo(fileBytes + 4L * ROWS, within(1_000L));
            assertThat(parent.resolve("d")).isEmptyDirectory();
            assertThat(data.pick(0).rows()).isEqualTo(ROWS);
        }
    }

    private static long write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write("id,k\n".getBytes(US_ASCII));
            byte[] line = "u00000000,1\n".getBytes(US_ASCII);
            for (int row = 0; row < ROWS; row++) {
                int rest = row;
                for (int at = 8; at > 0; at--) {
                    line[at] = (byte) ('0' + rest % 10);
                    rest /= 10;
                }
                out.write(line);
            }
        }
        return Files.size(file);
    }

    private static long usedHeapBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long mappedBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("mapped"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }

    private static Scenario scenario() {
        DataSet rows =
                DataSet.of("rows.csv", DataSet.Format.CSV, List.of(), DataSet.Pick.ONCE, DataSet.WhenUsedUp.STOP);
        Step step = Step.of(
                "a", Request.Http.of(Request.Http.Method.GET, "/${rows.id}", Map.of(), Optional.empty()), List.of());
        return Scenario.of(
                "many",
                "",
                URI.create("http://127.0.0.1:1"),
                Map.of(),
                Map.of("rows", rows),
                List.of(Session.of("only", 1, List.of(step))),
                Load.Open.of(List.of(LoadPhase.of(1, 1, Duration.ofSeconds(1), false))),
                List.of(),
                HttpSettings.DEFAULT);
    }
}
