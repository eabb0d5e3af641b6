package io.breakwater.generator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.request.RequestOutcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseDecoderTest {

    private static final List<String> VALID = List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello",
            "HTTP/1.1 200\r\ncontent-length:5\r\n\r\nhello",
            "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
            "HTTP/1.1 200 OK\r\nTRANSFER-ENCODING: Chunked\r\n\r\n2;x=y\r\nhe\r\n003\r\nllo\r\n0\r\nTrailer: t\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello");

    private final ResponseDecoder decoder = new ResponseDecoder(1_000, 5_000);

    @Test
    void readsResponsesInPiecesOfAnySize() throws Exception {
        for (String response : VALID) {
            byte[] bytes = bytes(response);
            for (int piece = 1; piece <= bytes.length; piece++) {
                decoder.begin(false, true, true);
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
        decoder.begin(false, false, false);

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
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length : 1\r\n",
                "HTTP/1.1 200 OK\r\nX: y\r\n folded: z\r\n",
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

    @Test
    void keepsHeadersInLowerCaseWithAllValuesOfAName() throws Exception {
        decode("HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n");
        decodeOn("HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nX-Empty:\r\n");
        decodeOn("SET-COOKIE:\t b=2 \r\nContent-Length: 0\r\n\r\n");
        HeaderBytes headers = decoder.response().headers();
        byte[] name = HeaderBytes.name("Set-Cookie");
        List<String> values = new ArrayList<>();
        for (int at = headers.next(name, 0); at < headers.count(); at = headers.next(name, at + 1)) {
            values.add(new String(
                    headers.bytes(), headers.valueFrom(at), headers.valueLength(at), StandardCharsets.UTF_8));
        }

        assertThat(values).containsExactly("a=1", "b=2");
        assertThat(headers.count()).as("not those of an interim response").isEqualTo(4);
    }

    @Test
    void keepsNothingThatNobodyAskedFor() throws Exception {
        byte[] bytes = bytes("HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 5\r\n\r\nhello");
        decoder.begin(false, false, false);
        decoder.decode(bytes, 0, bytes.length);

        assertThat(decoder.isWhole()).isTrue();
        assertThat(decoder.response().headers().count()).isZero();
        assertThat(decoder.response().body().length()).isZero();
    }

    @Test
    void expectsNoBodyAfterHead() throws Exception {
        for (String length : List.of("Content-Length: 99999", "Transfer-Encoding: chunked", "X: y")) {
            byte[] bytes = bytes("HTTP/1.1 200 OK\r\n" + length + "\r\n\r\n");
            decoder.begin(true, false, true);
            decoder.decode(bytes, 0, bytes.length);

            assertThat(decoder.isWhole()).as(length).isTrue();
            assertThat(decoder.keepAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n"
            })
    void tellsWhatIsTooLargeFromWhatIsInvalid(String bytes) {
        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOfSatisfying(
                        InvalidResponseException.class,
                        e -> assertThat(e.outcome()).isEqualTo(RequestOutcome.RESPONSE_TOO_LARGE));
    }

    @Test
    void readsOverALargerBodyThatNobodyWants() throws Exception {
        byte[] bytes = bytes("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + "x".repeat(5_000));
        decoder.begin(false, false, false);
        decoder.decode(bytes, 0, bytes.length);
        assertThat(decoder.isWhole()).isTrue();

        decoder.begin(false, false, false);
        byte[] larger = bytes("HTTP/1.1 200 OK\r\nContent-Length: 5001\r\n\r\n");
        assertThatThrownBy(() -> decoder.decode(larger, 0, larger.length)).hasMessageContaining("5000 bytes");
    }

    @ParameterizedTest
    @CsvSource({"gzip,GZIP", "X-GZIP,GZIP", "deflate,DEFLATE", "identity,NONE", "br,UNKNOWN", "'gzip, gzip',UNKNOWN"})
    void knowsHowABodyIsPacked(String value, Packing packing) throws Exception {
        decode("HTTP/1.1 200 OK\r\nContent-Encoding: " + value + "\r\nContent-Length: 0\r\n\r\n");

        assertThat(decoder.response().packing()).isEqualTo(packing);
    }

    /**
     * Whatever bytes come in whatever pieces: a response, more bytes wanted, or InvalidResponseException; never past them, and
     * the same however they are cut.
     */
    @Test
    void comesToTheSameHoweverDamagedResponsesAreCut_seed11() {
        Random random = new Random(11);
        ResponseDecoder cut = new ResponseDecoder(1_000, 5_000);
        int invalid = 0;
        int whole = 0;
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = bytes(VALID.get(random.nextInt(VALID.size())));
            for (int i = random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            boolean head = random.nextInt(8) == 0;
            boolean keepHeaders = random.nextBoolean();
            boolean keepBody = random.nextBoolean();
            decoder.begin(head, keepHeaders, keepBody);
            cut.begin(head, keepHeaders, keepBody);

            String atOnce = end(decoder, bytes, () -> bytes.length);
            String inPieces = end(cut, bytes, () -> 1 + random.nextInt(20));

            assertThat(inPieces)
                    .as(() -> new String(bytes, StandardCharsets.ISO_8859_1))
                    .isEqualTo(atOnce);
            whole += atOnce.startsWith("whole") ? 1 : 0;
            invalid += atOnce.startsWith("RESPONSE") ? 1 : 0;
        }
        assertThat(whole).isGreaterThan(25_000);
        assertThat(invalid).isGreaterThan(10_000);
    }

    private static String end(ResponseDecoder decoder, byte[] bytes, IntSupplier piece) {
        int from = 0;
        try {
            while (from < bytes.length && !decoder.isWhole()) {
                int to = Math.min(bytes.length, from + piece.getAsInt());
                int used = decoder.decode(bytes, from, to);
                assertThat(used).isBetween(from, to);
                from = used;
            }
        } catch (InvalidResponseException e) {
            return e.outcome() + " " + e.getMessage();
        }
        Response response = decoder.response();
        BodyBytes body = response.body();
        return (decoder.isWhole() ? "whole " : "wants more ")
                + response.status() + " at " + from + " " + decoder.keepAlive() + " "
                + response.headers().count() + " " + response.packing() + " "
                + new String(body.bytes(), 0, body.length(), StandardCharsets.ISO_8859_1);
    }

    private void decode(String text) throws InvalidResponseException {
        byte[] bytes = bytes(text);
        decoder.begin(false, true, true);
        decoder.decode(bytes, 0, bytes.length);
    }

    private void decodeOn(String text) throws InvalidResponseException {
        byte[] bytes = bytes(text);
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
