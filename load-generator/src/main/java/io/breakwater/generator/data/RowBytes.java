package io.breakwater.generator.data;

import io.breakwater.events.data.ValueSpan;
import io.breakwater.generator.text.ByteText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * The bytes of one value of a row, ready to be written: a stretch of the mapped file where they stand there as they are
 * needed, a buffer of its own where they had to be written anew. Filled in by {@link DrawnValue#find} and used again, so that
 * it makes no garbage once its buffer has grown. Confined to one event loop.
 */
public final class RowBytes {

    /** Longer than most values, so that few grow it. */
    private static final int FIRST_LENGTH = 256;

    private static final int KEPT_CAPACITY_BYTES = 64 * 1024;

    private final ValueSpan span = new ValueSpan();
    private byte[] own = new byte[FIRST_LENGTH];
    private byte[] plain = new byte[FIRST_LENGTH];
    private final ByteText encoded = new ByteText(KEPT_CAPACITY_BYTES);
    private boolean isOwn = true;
    private ByteBuf file = Unpooled.EMPTY_BUFFER;
    private int offset;
    private int length;

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    /** One of them. */
    public byte at(int index) {
        return isOwn ? own[index] : file.getByte(offset + index);
    }

    /** Appends them. */
    public void writeTo(ByteBuf out) {
        if (isOwn) {
            out.writeBytes(own, 0, length);
        } else {
            out.writeBytes(file, offset, length);
        }
    }

    /** Copies them to a place that has room for them. */
    public void copyTo(byte[] into, int at) {
        if (isOwn) {
            System.arraycopy(own, 0, into, at, length);
        } else {
            file.getBytes(offset, into, at, length);
        }
    }

    /** Where a look-up writes what it found. */
    ValueSpan span() {
        return span;
    }

    /** Makes what the span says ready. */
    void take(ByteBuf newFile, ByteBuffer bytes, ValueEncoding encoding) {
        file = newFile;
        int from = span.from();
        int to = span.to();
        boolean asItStands = switch (span.form()) {
            case AS_WRITTEN ->
                encoding == ValueEncoding.PLAIN || keepsAll(bytes, from, to, encoding == ValueEncoding.JSON_STRING);
            case DOUBLED_QUOTES -> false;
            // The inside of a JSON string is the inside of the same JSON string.
            case JSON_ESCAPES -> encoding == ValueEncoding.JSON_STRING;
        };
        isOwn = !asItStands;
        if (asItStands) {
            offset = from;
            length = to - from;
        } else {
            encode(bytes, from, to - from, encoding);
        }
    }

    private static boolean keepsAll(ByteBuffer bytes, int from, int to, boolean inJson) {
        for (int at = from; at < to; at++) {
            byte b = bytes.get(at);
            boolean keeps = inJson ? b < 0 || (b >= 0x20 && b != '"' && b != '\\') : isLetterOrDigit(b);
            if (!keeps) {
                return false;
            }
        }
        return true;
    }

    /** What stands for itself in every URL and form. */
    private static boolean isLetterOrDigit(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b == '-' || b == '_';
    }

    private void encode(ByteBuffer bytes, int from, int raw, ValueEncoding encoding) {
        plain = atLeast(plain, raw);
        bytes.get(from, plain, 0, raw);
        int decoded = switch (span.form()) {
            case AS_WRITTEN -> raw;
            case DOUBLED_QUOTES -> PlainBytes.ofDoubledQuotes(plain, raw);
            case JSON_ESCAPES -> PlainBytes.ofJsonEscapes(plain, raw);
        };
        if (encoding == ValueEncoding.PLAIN) {
            own = atLeast(own, decoded);
            System.arraycopy(plain, 0, own, 0, decoded);
            length = decoded;
        } else {
            encoded.reset();
            encoding.append(plain, 0, decoded, encoded);
            length = encoded.length();
            own = atLeast(own, length);
            System.arraycopy(encoded.bytes(), 0, own, 0, length);
        }
    }

    private static byte[] atLeast(byte[] bytes, int length) {
        return bytes.length >= length ? bytes : new byte[Math.max(length, 2 * bytes.length)];
    }
}
