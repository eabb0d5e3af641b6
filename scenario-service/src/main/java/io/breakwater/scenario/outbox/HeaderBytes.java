package io.breakwater.scenario.outbox;

import io.breakwater.scenario.outbox.OutgoingRecord.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Record headers as one byte array: for each, length and bytes of its name, length and bytes of its value. */
final class HeaderBytes {

    private HeaderBytes() {}

    static byte[] encode(List<Header> headers) {
        List<byte[]> pieces = new ArrayList<>();
        int sizeBytes = 0;
        for (Header header : headers) {
            byte[] name = header.name().getBytes(StandardCharsets.UTF_8);
            pieces.add(name);
            pieces.add(header.value());
            sizeBytes += 2 * Integer.BYTES + name.length + header.value().length;
        }
        ByteBuffer encoded = ByteBuffer.allocate(sizeBytes);
        for (byte[] piece : pieces) {
            encoded.putInt(piece.length).put(piece);
        }
        return encoded.array();
    }

    static List<Header> decode(byte[] bytes) {
        ByteBuffer encoded = ByteBuffer.wrap(bytes);
        List<Header> headers = new ArrayList<>();
        while (encoded.hasRemaining()) {
            String name = new String(next(encoded), StandardCharsets.UTF_8);
            headers.add(new Header(name, next(encoded)));
        }
        return headers;
    }

    private static byte[] next(ByteBuffer encoded) {
        byte[] piece = new byte[encoded.getInt()];
        encoded.get(piece);
        return piece;
    }
}
