package io.breakwater.generator.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

/** Netty's HPACK decoder (RFC 7541), which also tells how long the last block was. Not thread-safe. */
final class CountingHeadersDecoder extends DefaultHttp2HeadersDecoder {

    /** As much as HTTP/1.1 responses may have; what is larger is an attack. */
    private static final long LONGEST_LIST_BYTES = 64 * 1024;

    private int lastBlockBytes;

    CountingHeadersDecoder() {
        super(true, LONGEST_LIST_BYTES);
    }

    @Override
    public Http2Headers decodeHeaders(int streamId, ByteBuf headerBlock) throws Http2Exception {
        lastBlockBytes = headerBlock.readableBytes();
        return super.decodeHeaders(streamId, headerBlock);
    }

    int lastBlockBytes() {
        return lastBlockBytes;
    }
}
