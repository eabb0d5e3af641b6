package io.breakwater.generator.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.random.RandomGenerator;

/** Makes a client's frames, which are masked (RFC 6455, section 5.3) and never in fragments. Not thread-safe. */
final class FrameWriter {

    /** Two bytes, a length of up to eight, and the mask. */
    private static final int LONGEST_HEADER_BYTES = 14;

    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;

    private final RandomGenerator masks;

    /** Masks come from this source; a load tester's need not be hard to guess, and a test's are known. */
    FrameWriter(RandomGenerator masks) {
        this.masks = masks;
    }

    /** A frame with this payload, whose bytes it reads but does not release. */
    ByteBuf frame(ByteBufAllocator allocator, int opcode, ByteBuf payload) {
        int length = payload.readableBytes();
        ByteBuf frame = begin(allocator, opcode, length);
        int mask = masks.nextInt();
        frame.writeInt(mask);
        int at = payload.readerIndex();
        int end = at + length;
        for (; end - at >= Integer.BYTES; at += Integer.BYTES) {
            frame.writeInt(payload.getInt(at) ^ mask);
        }
        for (int shift = 24; at < end; at++, shift -= 8) {
            frame.writeByte(payload.getByte(at) ^ (mask >>> shift));
        }
        return frame;
    }

    /** A pong with these bytes. */
    ByteBuf pong(ByteBufAllocator allocator, byte[] bytes, int length) {
        ByteBuf frame = begin(allocator, Opcode.PONG, length);
        int mask = masks.nextInt();
        frame.writeInt(mask);
        for (int i = 0; i < length; i++) {
            frame.writeByte(bytes[i] ^ (mask >>> (24 - 8 * (i % 4))));
        }
        return frame;
    }

    /** A close with this status. */
    ByteBuf close(ByteBufAllocator allocator, int status) {
        ByteBuf frame = begin(allocator, Opcode.CLOSE, Short.BYTES);
        int mask = masks.nextInt();
        frame.writeInt(mask);
        frame.writeShort(status ^ (mask >>> 16));
        return frame;
    }

    private static ByteBuf begin(ByteBufAllocator allocator, int opcode, int length) {
        ByteBuf frame = allocator.directBuffer(LONGEST_HEADER_BYTES + length);
        frame.writeByte(LAST | opcode);
        if (length < 126) {
            frame.writeByte(MASKED | length);
        } else if (length < 65_536) {
            frame.writeByte(MASKED | 126);
            frame.writeShort(length);
        } else {
            frame.writeByte(MASKED | 127);
            frame.writeLong(length);
        }
        return frame;
    }
}
