package io.breakwater.generator.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.breakwater.events.run.RunPlan.DataFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {

    @TempDir
    private Path parent = Path.of("");

    private final Map<String, byte[]> served = new HashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    DataFilesTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/base/api/data-files/", exchange -> {
            String sha256 = exchange.getRequestURI().getPath().replaceAll(".*/", "");
            asked.add(sha256);
            byte[] bytes = served.get(sha256);
            exchange.sendResponseHeaders(bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
            if (bytes != null) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetchesAContentOnceAndMapsIt() throws Exception {
        DataFile file = serve("one\ntwo\n");
        try (DataFolder folder = DataFolder.open(parent.resolve("d"), 1_000)) {
            DataFiles files = files(folder);

            assertThat(text(files.fetch(file))).isEqualTo("one\ntwo\n");
            assertThat(files.fetch(file).isDirect()).isTrue();
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void letsOnlyTheOwnerReadAndRemovesAllAtTheEnd() throws Exception {
        Path path = parent.resolve("made").resolve("d");
        ByteBuffer mapped;
        try (DataFolder folder = DataFolder.open(path, 1_000)) {
            DataFile file = serve("x");
            mapped = files(folder).fetch(file);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve(file.sha256()))))
                    .isEqualTo("rw-------");
        }
        assertThat(path).doesNotExist();
        assertThat(text(mapped)).isEqualTo("x");
    }

    @Test
    void removesWhatAKilledProcessLeftButNothingElse() throws Exception {
        Path path = parent.resolve("d");
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(path.resolve("a".repeat(64)), "rows");
        Files.writeString(path.resolve("part-7"), "rows");
        Files.writeString(path.resolve("letter.txt"), "mine");

        try (DataFolder folder = DataFolder.open(path, 1_000)) {
            assertThat(folder.find("a".repeat(64))).isEmpty();
            assertThat(path).isDirectoryContaining("glob:**letter.txt").isDirectoryNotContaining("glob:**part-7");
        }
        assertThat(path.resolve("letter.txt")).exists();
    }

    @Test
    void refusesAFolderThatOthersCanRead() throws Exception {
        Path path = Files.createDirectory(
                parent.resolve("d"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        assertThatThrownBy(() -> DataFolder.open(path, 1_000))
                .hasMessageContaining("folder rwxr-xr-x (expected: a folder that only this process's owner can read");
    }

    @Test
    void removesWhatWasUsedLongestAgoWhenItIsFull() throws Exception {
        DataFile first = serve("a".repeat(40));
        DataFile second = serve("b".repeat(40));
        DataFile third = serve("c".repeat(40));
        try (DataFolder folder = DataFolder.open(parent.resolve("d"), 100)) {
            DataFiles files = files(folder);
            files.fetch(first);
            ByteBuffer inUse = files.fetch(second);
            files.fetch(first);
            files.fetch(third);

            assertThat(folder.find(first.sha256())).isPresent();
            assertThat(folder.find(second.sha256())).isEmpty();
            assertThat(text(inUse)).isEqualTo("b".repeat(40));
            assertThatThrownBy(() -> files.fetch(serve("d".repeat(101))))
                    .isInstanceOf(UnreadableDataException.class)
                    .hasMessageContaining("101 bytes (expected: at most 100, the bound of the folder");
        }
    }

    @Test
    void refusesBytesThatAreNotTheContentAndKeepsNoneOfThem() throws Exception {
        DataFile honest = serve("right");
        served.put(honest.sha256(), "wrong".getBytes(UTF_8));
        DataFile longer = serve("short");
        served.put(longer.sha256(), "much longer".getBytes(UTF_8));
        DataFile missing = new DataFile("rows", "0".repeat(64), 3);
        try (DataFolder folder = DataFolder.open(parent.resolve("d"), 1_000)) {
            DataFiles files = files(folder);

            assertThatThrownBy(() -> files.fetch(honest)).hasMessageContaining("5 bytes with sha256 ");
            assertThatThrownBy(() -> files.fetch(longer)).hasMessageContaining("more than 5 bytes");
            assertThatThrownBy(() -> files.fetch(missing)).hasMessageContaining("status 404");
            assertThat(parent.resolve("d")).isEmptyDirectory();
        }
    }

    @Test
    void givesUpOnAServiceThatDoesNotAnswer() throws Exception {
        DataFile file = serve("never");
        server.removeContext("/base/api/data-files/");
        server.createContext("/base/api/data-files/", exchange -> exchange.sendResponseHeaders(200, 5));
        try (DataFolder folder = DataFolder.open(parent.resolve("d"), 1_000)) {
            assertThatThrownBy(() -> files(folder).fetch(file, Duration.ofMillis(300)))
                    .hasMessageContaining("0 bytes after 300 ms (expected: 5)");
            assertThat(parent.resolve("d")).isEmptyDirectory();
        }
    }

    private DataFiles files(DataFolder folder) {
        return new DataFiles(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/"), folder);
    }

    private DataFile serve(String content) throws Exception {
        byte[] bytes = content.getBytes(UTF_8);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        served.put(sha256, bytes);
        return new DataFile("rows", sha256, bytes.length);
    }

    private static String text(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.limit()];
        bytes.get(0, copy);
        return new String(copy, UTF_8);
    }
}
