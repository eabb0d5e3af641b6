package io.breakwater.generator.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.generator.http.BodyBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest {

    private static final int LIMIT_BYTES = 100_000;

    private final List<String> heard = new ArrayList<>();

    @Test
    void readsWhatNettyWritesInPiecesOfAnySize() throws Exception {
        String longText = "é".repeat(40_000);
        byte[] bytes = written(
                new TextWebSocketFrame("one"),
                new TextWebSocketFrame(false, 0, "tw"),
                new PingWebSocketFrame(Unpooled.copiedBuffer("p", StandardCharsets.US_ASCII)),
                new ContinuationWebSocketFrame(false, 0, ""),
                new ContinuationWebSocketFrame(true, 0, "o"),
                new BinaryWebSocketFrame(Unpooled.copiedBuffer("b".repeat(200), StandardCharsets.US_ASCII)),
                new TextWebSocketFrame(longText),
                new TextWebSocketFrame(""),
                new CloseWebSocketFrame(1_001, "bye"));

        for (int piece : new int[] {1, 2, 3, 7, 1_000, bytes.length}) {
            heard.clear();
            read(bytes, piece);

            assertThat(heard)
                    .containsExactly(
                            "text 5 one",
                            "ping p",
                            "text 9 two",
                            "binary 204 " + "b".repeat(200),
                            "text 80010 " + longText,
                            "text 2 ",
                            "close 1001 7");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "reserved bit, C100, 1002",
        "mask, 818100000000, 1002",
        "unknown opcode, 8300, 1002",
        "unknown control opcode, 8B00, 1002",
        "control in fragments, 0900, 1002",
        "long ping, 897E007E, 1002",
        "continuation of nothing, 8000, 1002",
        "message within a message, 01008100, 1002",
        "length in too many bytes, 817E0001, 1002",
        "long length in too many bytes, 817F0000000000000001, 1002",
        "highest bit of the length, 817F8000000000000000, 1002",
        "half a close status, 880100, 1002",
        "close status that may not be sent, 880203ED, 1002",
        "text that is not UTF-8, 8101FF, 1007",
        "surrogate in UTF-8, 8103EDA080, 1007",
        "overlong UTF-8, 8102C080, 1007",
        "message over the limit, 827F00000000000186A1, 1009",
    })
    void refuses(String what, String hex, int closeStatus) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> read(bytes, 1))
                .as(what)
                .isInstanceOfSatisfying(
                        FrameViolationException.class,
                        violation -> assertThat(violation.closeStatus()).isEqualTo(closeStatus));
    }

    @Test
    void refusesFragmentsThatAreTogetherOverTheLimit() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(written(new BinaryWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[60_000]))));
        bytes.writeBytes(written(new ContinuationWebSocketFrame(true, 0, Unpooled.wrappedBuffer(new byte[60_000]))));

        assertThatThrownBy(() -> read(bytes.toByteArray(), 1_000)).isInstanceOf(FrameViolationException.class);
    }

    @Test
    void hearsTheSameHoweverTheBytesAreCut_seed7() {
        SplittableRandom random = new SplittableRandom(7);
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        int rounds = 0;
        int violations = 0;
        while (System.nanoTime() < endNanos) {
            byte[] bytes = randomFrames(random);
            heard.clear();
            String whole = ending(bytes, bytes.length);
            List<String> heardWhole = List.copyOf(heard);
            heard.clear();
            String pieces = ending(bytes, 1 + random.nextInt(20));

            assertThat(pieces).isEqualTo(whole);
            assertThat(heard).isEqualTo(heardWhole);
            rounds++;
            violations += whole.isEmpty() ? 0 : 1;
        }
        // Neither all nonsense nor all well.
        assertThat(violations).isBetween(rounds / 20, rounds * 19 / 20);
    }

    @Test
    void writesWhatNettyReads() {
        FrameWriter writer = new FrameWriter(new SplittableRandom(1));
        for (int length : new int[] {0, 1, 2, 3, 4, 5, 125, 126, 65_535, 65_536}) {
            String text = "x".repeat(Math.max(0, length - 1)) + (length == 0 ? "" : "y");
            ByteBuf payload = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);

            WebSocketFrame frame = readByNetty(writer.frame(UnpooledByteBufAllocator.DEFAULT, Opcode.TEXT, payload));

            assertThat(frame).isInstanceOf(TextWebSocketFrame.class);
            assertThat(((TextWebSocketFrame) frame).text()).isEqualTo(text);
        }
        byte[] ping = {1, 2, 3, 4, 5};
        WebSocketFrame pong = readByNetty(writer.pong(UnpooledByteBufAllocator.DEFAULT, ping, ping.length));
        assertThat(pong.content()).isEqualTo(Unpooled.wrappedBuffer(ping));
        WebSocketFrame close = readByNetty(writer.close(UnpooledByteBufAllocator.DEFAULT, 1_000));
        assertThat(((CloseWebSocketFrame) close).statusCode()).isEqualTo(1_000);
    }

    private String ending(byte[] bytes, int piece) {
        try {
            read(bytes, piece);
            return "";
        } catch (FrameViolationException e) {
            return e.closeStatus() + " " + e.getMessage();
        }
    }

    private void read(byte[] bytes, int piece) throws FrameViolationException {
        FrameReader reader = new FrameReader(LIMIT_BYTES, new BodyBytes(), new FrameReader.Listener() {
            @Override
            public void message(boolean text, BodyBytes body, int frameBytes) {
                heard.add((text ? "text " : "binary ") + frameBytes + " "
                        + new String(body.bytes(), 0, body.length(), StandardCharsets.UTF_8));
            }

            @Override
            public void ping(byte[] data, int length) {
                heard.add("ping " + new String(data, 0, length, StandardCharsets.ISO_8859_1));
            }

            @Override
            public void close(int status, int frameBytes) {
                heard.add("close " + status + " " + frameBytes);
            }
        });
        for (int at = 0; at < bytes.length; at += piece) {
            reader.read(bytes, at, Math.min(bytes.length, at + piece));
        }
    }

    /** Frames that are mostly right, some with a byte that is not. */
    private static byte[] randomFrames(SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int frames = random.nextInt(1, 8); frames > 0; frames--) {
            int opcode = new int[] {0, 1, 2, 8, 9, 10}[random.nextInt(6)];
            int length = opcode >= 8 ? random.nextInt(126) : random.nextInt(random.nextBoolean() ? 10 : 1_000);
            boolean last = opcode >= 8 || random.nextInt(4) > 0;
            out.write((last ? 0x80 : 0) | opcode);
            if (length < 126) {
                out.write(length);
            } else {
                out.write(126);
                out.write(length >>> 8);
                out.write(length);
            }
            for (int i = 0; i < length; i++) {
                out.write(opcode == 8 && i == 0 ? 3 : opcode == 8 && i == 1 ? 0xE8 : 'a' + i % 26);
            }
        }
        byte[] bytes = out.toByteArray();
        if (random.nextInt(3) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private static byte[] written(WebSocketFrame... frames) {
        EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        channel.writeOutbound((Object[]) frames);
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            byte[] copy = new byte[part.readableBytes()];
            part.readBytes(copy);
            part.release();
            bytes.writeBytes(copy);
        }
        channel.finishAndReleaseAll();
        return bytes.toByteArray();
    }

    private static WebSocketFrame readByNetty(ByteBuf bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(1_000_000)
                .expectMaskedFrames(true)
                .build()));
        channel.writeInbound(bytes);
        WebSocketFrame frame = channel.readInbound();
        channel.finishAndReleaseAll();
        return frame;
    }
}
