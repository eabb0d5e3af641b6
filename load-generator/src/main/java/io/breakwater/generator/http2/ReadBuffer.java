package io.breakwater.generator.http2;

import io.breakwater.generator.http.BodyBytes;
import io.netty.buffer.ByteBuf;

/** Moves what was read into bodies, through an array that an event loop uses again and again. Not thread-safe. */
final class ReadBuffer {

    private byte[] bytes = new byte[2_048];

    void append(ByteBuf data, BodyBytes body) {
        int length = data.readableBytes();
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, bytes.length * 2)];
        }
        data.getBytes(data.readerIndex(), bytes, 0, length);
        body.append(bytes, 0, length);
    }
}
