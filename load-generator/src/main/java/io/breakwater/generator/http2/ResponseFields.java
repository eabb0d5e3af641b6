package io.breakwater.generator.http2;

import io.breakwater.generator.http.Packing;
import io.breakwater.generator.http.Response;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;

/** Reads a response's fields (RFC 9113, section 8.3.2). */
final class ResponseFields {

    private static final AsciiString CONTENT_ENCODING = AsciiString.cached("content-encoding");

    private static final int LOWEST_FAILURE = 400;

    private ResponseFields() {}

    /** Notes a block of fields: interim ones are passed over, and trailers; false when they are no response. */
    static boolean read(Http2Headers headers, boolean endOfStream, Exchange exchange) {
        if (exchange.headed) {
            return true;
        }
        int status = status(headers);
        if (status < 200) {
            // 101 is of HTTP/1.1 only (RFC 9113, section 8.6); an interim response ends nothing.
            return status >= 100 && status != 101 && !endOfStream;
        }
        exchange.headed = true;
        exchange.response.status(status);
        // Of a failure somebody will want to see them, whoever did not ask for them before.
        exchange.needsHeaders |= status >= LOWEST_FAILURE;
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            AsciiString name = AsciiString.of(field.getKey());
            if (exchange.needsBody && name.contentEquals(CONTENT_ENCODING)) {
                exchange.response.packing(packing(exchange.response.packing(), AsciiString.of(field.getValue())));
            }
            if (exchange.needsHeaders) {
                add(name, AsciiString.of(field.getValue()), exchange.response);
            }
        }
        return true;
    }

    /** Packed twice is packed in a way that nobody asked for. */
    private static Packing packing(Packing before, AsciiString value) {
        Packing packing = Packing.of(value.array(), value.arrayOffset(), value.arrayOffset() + value.length());
        if (packing == Packing.NONE) {
            return before;
        }
        return before == Packing.NONE ? packing : Packing.UNKNOWN;
    }

    /** The status; 0 when there is none that is a number of three digits. */
    private static int status(Http2Headers headers) {
        CharSequence text = headers.status();
        if (text == null || text.length() != 3) {
            return 0;
        }
        int status = 0;
        for (int i = 0; i < 3; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            status = status * 10 + digit;
        }
        return status;
    }

    /** Notes a field, unless it is one of the protocol's own. */
    private static void add(AsciiString name, AsciiString value, Response response) {
        if (name.isEmpty() || name.byteAt(0) == ':') {
            return;
        }
        byte[] both = new byte[name.length() + value.length()];
        name.copy(0, both, 0, name.length());
        value.copy(0, both, name.length(), value.length());
        response.headers().add(both, 0, name.length(), name.length(), value.length());
    }
}
