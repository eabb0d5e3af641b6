package io.breakwater.generator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseDecoderTest {

    private static final List<String> VALID = List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello",
            "HTTP/1.1 200\r\ncontent-length:5\r\n\r\nhello",
            "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
            "HTTP/1.1 200 OK\r\nTRANSFER-ENCODING: Chunked\r\n\r\n2;x=y\r\nhe\r\n003\r\nllo\r\n0\r\nTrailer: t\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello");

    private final ResponseDecoder decoder = new ResponseDecoder(1_000);

    @Test
    void readsResponsesInPiecesOfAnySize() throws Exception {
        for (String response : VALID) {
            byte[] bytes = bytes(response);
            for (int piece = 1; piece <= bytes.length; piece++) {
                decoder.begin(true, true);
                for (int from = 0; from < bytes.length; from += piece) {
                    assertThat(decoder.isWhole()).isFalse();
                    int to = Math.min(bytes.length, from + piece);
                    assertThat(decoder.decode(bytes, from, to)).isEqualTo(to);
                }
                assertThat(decoder.isWhole()).as(response).isTrue();
                assertThat(decoder.response().status()).isEqualTo(200);
                assertThat(body()).isEqualTo("hello");
                assertThat(decoder.keepAlive()).isTrue();
            }
        }
    }

    @Test
    void leavesBytesBehindTheResponseAlone() throws Exception {
        byte[] bytes = bytes("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1");
        decoder.begin(false, false);

        assertThat(decoder.decode(bytes, 0, bytes.length)).isEqualTo(bytes.length - 8);
        assertThat(decoder.isWhole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"204", "304"})
    void knowsStatusesWithoutBody(String status) throws Exception {
        decode("HTTP/1.1 " + status + " X\r\nContent-Length: 7\r\n\r\n");

        assertThat(decoder.isWhole()).isTrue();
    }

    @Test
    void readsUntilTheEndOfTheStreamWithoutALength() throws Exception {
        decode("HTTP/1.1 200 OK\r\n\r\nhel");
        decoder.decode(bytes("lo"), 0, 2);

        assertThat(decoder.isWhole()).isFalse();
        assertThat(decoder.endOfStream()).isTrue();
        assertThat(body()).isEqualTo("hello");
        assertThat(decoder.keepAlive()).isFalse();
    }

    @Test
    void isNotWholeWhenTheStreamEndsBeforeTheLength() throws Exception {
        decode("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");

        assertThat(decoder.endOfStream()).isFalse();
    }

    @Test
    void knowsWhetherTheConnectionStaysOpen() throws Exception {
        decode("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: x, CLOSE\r\n\r\n");
        assertThat(decoder.keepAlive()).isFalse();
        decode("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThat(decoder.keepAlive()).isFalse();
        decode("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive\r\n\r\n");
        assertThat(decoder.keepAlive()).isTrue();
        decode("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        assertThat(decoder.isWhole()).isTrue();
        assertThat(decoder.keepAlive())
                .as("two lengths at once: not trusted any further")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/2.0 200 OK\r\n",
                "HTTP/1.1 2x0 OK\r\n",
                "HTTP/1.1 020 OK\r\n",
                "HTTP/1.1 2000 OK\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
            })
    void refusesWhatIsNoResponse(String bytes) {
        assertThatThrownBy(() -> decode(bytes)).isInstanceOf(InvalidResponseException.class);
    }

    @Test
    void refusesEndlessHeadsAndBodies() {
        assertThatThrownBy(() -> decode("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(20_000)))
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> decode("HTTP/1.1 200 OK\r\nX: " + "y".repeat(70_000)))
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> decode("HTTP/1.1 200 OK\r\n\r\n" + "y".repeat(1_001)))
                .hasMessageContaining("1000 bytes");
    }

    /** Whatever bytes come in whatever pieces: a response, more bytes wanted, or InvalidResponseException; never past them. */
    @Test
    void survivesDamagedResponses_seed11() {
        Random random = new Random(11);
        int invalid = 0;
        int whole = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = bytes(VALID.get(random.nextInt(VALID.size())));
            for (int i = random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            decoder.begin(random.nextBoolean(), random.nextBoolean());
            try {
                int from = 0;
                while (from < bytes.length && !decoder.isWhole()) {
                    int to = Math.min(bytes.length, from + 1 + random.nextInt(20));
                    int used = decoder.decode(bytes, from, to);
                    assertThat(used).isBetween(from, to);
                    from = used;
                }
                whole += decoder.isWhole() ? 1 : 0;
            } catch (InvalidResponseException e) {
                invalid++;
            }
        }
        assertThat(whole).isGreaterThan(50_000);
        assertThat(invalid).isGreaterThan(20_000);
    }

    private void decode(String text) throws InvalidResponseException {
        byte[] bytes = bytes(text);
        decoder.begin(true, true);
        decoder.decode(bytes, 0, bytes.length);
    }

    private String body() {
        return new String(
                decoder.response().body().bytes(), 0, decoder.response().body().length(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
