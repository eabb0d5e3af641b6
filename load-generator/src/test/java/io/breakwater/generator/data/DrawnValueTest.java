package io.breakwater.generator.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.data.DataFileCheck;
import io.breakwater.events.data.DataRows;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.DataSet.Format;
import io.breakwater.events.scenario.DataSet.Pick;
import io.breakwater.events.scenario.DataSet.WhenUsedUp;
import io.breakwater.events.template.JsonText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawnValueTest {

    @Test
    void writesAColumnInTheEncodingOfItsPlace() {
        RunData csv = data(Format.CSV, "id,text\n1,\"a \"\"b\"\"\"\r\n2,c\\d\r\n".getBytes(UTF_8));

        assertThat(text(csv, "text", ValueEncoding.PLAIN, 0)).isEqualTo("a \"b\"");
        assertThat(text(csv, "text", ValueEncoding.JSON_STRING, 0)).isEqualTo("a \\\"b\\\"");
        assertThat(text(csv, "text", ValueEncoding.URL_COMPONENT, 0)).isEqualTo("a%20%22b%22");
        assertThat(text(csv, "text", ValueEncoding.JSON_STRING, 1)).isEqualTo("c\\\\d");
        assertThat(text(csv, "id", ValueEncoding.PLAIN, 1)).isEqualTo("2");
    }

    @Test
    void writesAJsonStringsCharactersWhereNoJsonStands() {
        RunData json = data(
                Format.JSONL, "{\"a\\u0062\":\"\\u4e2d\\ud83d\\ude00\\ud83d\\t\\/é\",\"n\":[1, 2]}".getBytes(UTF_8));

        assertThat(text(json, "ab", ValueEncoding.PLAIN, 0)).isEqualTo("中😀?\t/é");
        assertThat(text(json, "ab", ValueEncoding.JSON_STRING, 0)).isEqualTo("\\u4e2d\\ud83d\\ude00\\ud83d\\t\\/é");
        assertThat(text(json, "ab", ValueEncoding.URL_COMPONENT, 0)).isEqualTo("%E4%B8%AD%F0%9F%98%80%3F%09%2F%C3%A9");
        assertThat(text(json, "n", ValueEncoding.PLAIN, 0)).isEqualTo("[1, 2]");
    }

    @Test
    void saysBeforeTheRunThatAColumnIsMissing() {
        RunData csv = data(Format.CSV, "id\n1\n".getBytes(UTF_8));

        assertThatThrownBy(() -> csv.drawn(0, "name", ValueEncoding.PLAIN))
                .hasMessage("f: row 1 has no name (expected: one)");
    }

    @Test
    void findsTheRowThatWouldEndAHeader() {
        RunData csv = data(Format.CSV, "id\n1\n\"a\nb\"\n".getBytes(UTF_8));

        assertThat(csv.drawn(0, "id", ValueEncoding.PLAIN).firstRowWithControlCharacter())
                .isEqualTo(1);
        assertThat(csv.drawn(0, "id", ValueEncoding.URL_COMPONENT).firstRowWithControlCharacter())
                .isNegative();
    }

    /** What the slow way by text gives is what the bytes must be. */
    @Test
    void agreesWithTheValuesText_seed3() {
        Random random = new Random(3);
        String alphabet = "ab,\"\\\n\r\t /é中\u0001\u007f😀";
        int[] characters = alphabet.codePoints().toArray();
        for (int round = 0; round < 2_000; round++) {
            StringBuilder value = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                value.appendCodePoint(characters[random.nextInt(characters.length)]);
            }
            String expected = value.toString();
            RunData csv = data(Format.CSV, ("x,v,y\n1,\"" + expected.replace("\"", "\"\"") + "\",3\n").getBytes(UTF_8));
            RunData json =
                    data(Format.JSONL, ("{\"x\":1,\"v\": " + JsonText.quote(expected) + ",\"y\":{}}").getBytes(UTF_8));
            for (ValueEncoding encoding : ValueEncoding.values()) {
                assertThat(text(csv, "v", encoding, 0)).isEqualTo(new String(encoding.encode(expected), UTF_8));
                assertThat(text(json, "v", encoding, 0)).isEqualTo(new String(encoding.encode(expected), UTF_8));
            }
        }
    }

    @Test
    void readsOnWhenTheFileIsDeletedUnderWay(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("f.csv"), "id\n" + "value-of-a-row\n".repeat(100_000));
        ByteBuffer bytes = DataFileCheck.map(file);
        DataSet declared = declared(Format.CSV);
        IntBuffer starts = IntBuffer.allocate(100_000);
        for (int row = 0; row < 100_000; row++) {
            starts.put(3 + 15 * row);
        }
        starts.flip();
        RunData data = new RunData(Map.of("d", declared), Map.of("d", DataRows.open(declared, bytes, starts)));
        DrawnValue value = data.drawn(0, "id", ValueEncoding.PLAIN);

        Files.delete(file);

        assertThat(text(value, 99_999)).isEqualTo("value-of-a-row");
    }

    private static String text(RunData data, String column, ValueEncoding encoding, int row) {
        return text(data.drawn(0, column, encoding), row);
    }

    private static String text(DrawnValue value, int row) {
        RowBytes bytes = new RowBytes();
        value.find(row, bytes);
        ByteBuf out = Unpooled.buffer();
        bytes.writeTo(out);
        byte[] copied = new byte[bytes.length()];
        bytes.copyTo(copied, 0);
        assertThat(copied).isEqualTo(ByteBufUtil.getBytes(out));
        return out.toString(UTF_8);
    }

    private static RunData data(Format format, byte[] file) {
        DataSet declared = declared(format);
        return new RunData(Map.of("d", declared), Map.of("d", DataRows.open(declared, file)));
    }

    private static DataSet declared(Format format) {
        return DataSet.of("f", format, List.of(), Pick.SEQUENTIAL, WhenUsedUp.REPEAT);
    }
}
