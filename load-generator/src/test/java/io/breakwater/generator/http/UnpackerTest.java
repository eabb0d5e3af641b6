package io.breakwater.generator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.RequestOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnpackerTest {

    private static final String TEXT = "{\"err_code\": 0, \"list\": \"" + "abc".repeat(5_000) + "\"}";

    private final Unpacker unpacker = new Unpacker(100_000);

    @Test
    void unpacksGzipInSeveralMembers() throws Exception {
        byte[] twice = join(gzip(bytes(TEXT)), gzip(bytes("!")));

        assertThat(unpacked(Packing.GZIP, twice)).isEqualTo(TEXT + "!");
    }

    @Test
    void unpacksDeflateWithAndWithoutItsWrapper() throws Exception {
        assertThat(unpacked(Packing.DEFLATE, deflate(bytes(TEXT), false))).isEqualTo(TEXT);
        assertThat(unpacked(Packing.DEFLATE, deflate(bytes(TEXT), true))).isEqualTo(TEXT);
    }

    @Test
    void leavesWhatIsNotPackedAlone() {
        assertThat(unpacked(Packing.NONE, bytes(TEXT))).isEqualTo(TEXT);
        assertThat(unpacker.unpack(response(Packing.GZIP, new byte[0])))
                .as("a packed nothing, as after HEAD")
                .isNull();
    }

    @Test
    void refusesWhatUnpacksToMoreThanTheLimit() throws Exception {
        byte[] bomb = gzip(new byte[50_000_000]);
        assertThat(bomb).hasSizeLessThan(60_000);

        assertThat(unpacker.unpack(response(Packing.GZIP, bomb))).isEqualTo(RequestOutcome.RESPONSE_TOO_LARGE);
    }

    @Test
    void refusesWhatIsCutOffOrDamaged() throws Exception {
        byte[] whole = gzip(bytes(TEXT));
        for (int length = 1; length < whole.length; length++) {
            assertThat(unpacker.unpack(response(Packing.GZIP, Arrays.copyOf(whole, length))))
                    .as("%d of %d bytes", length, whole.length)
                    .isEqualTo(RequestOutcome.RESPONSE_INVALID);
        }
        whole[whole.length - 6] ^= 1;
        assertThat(unpacker.unpack(response(Packing.GZIP, whole))).isEqualTo(RequestOutcome.RESPONSE_INVALID);
        assertThat(unpacker.unpack(response(Packing.DEFLATE, bytes("no deflate"))))
                .isEqualTo(RequestOutcome.RESPONSE_INVALID);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void canBeUsedAgainAfterAFailure(Packing packing) throws Exception {
        unpacker.unpack(response(packing, bytes("nonsense")));

        assertThat(unpacked(Packing.GZIP, gzip(bytes(TEXT)))).isEqualTo(TEXT);
    }

    @Test
    void cannotUndoAnyOtherPacking() {
        assertThat(unpacker.unpack(response(Packing.UNKNOWN, bytes("x")))).isEqualTo(RequestOutcome.RESPONSE_INVALID);
    }

    private String unpacked(Packing packing, byte[] bytes) {
        Response response = response(packing, bytes);
        assertThat(unpacker.unpack(response)).isNull();
        return new String(response.body().bytes(), 0, response.body().length(), StandardCharsets.UTF_8);
    }

    private static Response response(Packing packing, byte[] bytes) {
        Response response = new Response();
        response.packing(packing);
        response.body().append(bytes, 0, bytes.length);
        return response;
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] deflate(byte[] bytes, boolean bare) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed, new Deflater(Deflater.DEFAULT_COMPRESSION, bare))) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
