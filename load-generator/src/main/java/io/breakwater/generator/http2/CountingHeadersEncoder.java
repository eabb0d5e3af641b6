package io.breakwater.generator.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

/** Netty's HPACK encoder (RFC 7541), which also tells how long the last block became. Not thread-safe. */
final class CountingHeadersEncoder extends DefaultHttp2HeadersEncoder {

    private int lastBlockBytes;

    CountingHeadersEncoder() {
        // A request that is larger than the target says it takes is the target's to refuse, and to be measured.
        super(NEVER_SENSITIVE, true);
    }

    @Override
    public void encodeHeaders(int streamId, Http2Headers headers, ByteBuf buffer) throws Http2Exception {
        int from = buffer.writerIndex();
        super.encodeHeaders(streamId, headers, buffer);
        lastBlockBytes = buffer.writerIndex() - from;
    }

    int lastBlockBytes() {
        return lastBlockBytes;
    }
}
