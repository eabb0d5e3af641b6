package io.breakwater.generator.reference;

import io.breakwater.events.scenario.Scenario;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The files that the examples name. */
final class ExampleFiles {

    /** More than there are arrivals in any of them, so that rows which come once are not used up. */
    private static final int ROWS = 200;

    private final Map<String, byte[]> contents = new HashMap<>();

    ExampleFiles(byte[] testAuthority) {
        contents.put("test-authority.pem", testAuthority);
        contents.put("photo.jpg", new byte[] {(byte) 0xFF, (byte) 0xD8, 0, 13, 10, (byte) 0xFF, (byte) 0xD9});
        contents.put("pictures/portrait.jpg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9});
        contents.put("singles-day.csv", text("time,rate\n0,5\n30,40\n60,10\n"));
        contents.put("widget-cases.jsonl", rows(row -> "{\"type\":" + row % 5 + ",\"open_id\":\"o-" + row + "\"}\n"));
        contents.put("buyers.csv", text("openid,city\n" + lines(row -> "o-" + row + ",\"Shen, zhen\"\n")));
        contents.put("token.csv", text("token\n" + lines(row -> "token-" + row + "\n")));
        contents.put("users.csv", text("name\n" + lines(row -> "user-" + row + "\n")));
        contents.put("cities.csv", text("name\nShenzhen\nGuangzhou\n"));
        contents.put("coupons.txt", rows(row -> "c-" + row + ",5\n"));
    }

    /** By the names of data sets and those under {@code files}. */
    Map<String, ByteBuffer> of(Scenario scenario) {
        Map<String, ByteBuffer> files = new HashMap<>();
        scenario.dataSets().forEach((name, dataSet) -> files.put(name, content(dataSet.file())));
        scenario.files().forEach((name, path) -> files.put(name, content(path)));
        return files;
    }

    private ByteBuffer content(String path) {
        byte[] content = contents.get(path);
        if (content == null) {
            throw new AssertionError(path + ": not among the files of this test (expected: one of " + contents.keySet()
                    + ", or a further one here)");
        }
        return ByteBuffer.wrap(content);
    }

    private static byte[] rows(IntFunction<String> row) {
        return text(lines(row));
    }

    private static String lines(IntFunction<String> row) {
        return IntStream.range(0, ROWS).mapToObj(row).collect(Collectors.joining());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
