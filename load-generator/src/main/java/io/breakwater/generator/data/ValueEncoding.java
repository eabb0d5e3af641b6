package io.breakwater.generator.data;

import io.breakwater.events.template.JsonText;
import java.nio.charset.StandardCharsets;

/** How a value is written in place of its reference, so that it stays one value wherever it stands. */
public enum ValueEncoding {
    /** As it is. */
    PLAIN {
        @Override
        public byte[] encode(String value) {
            return value.getBytes(StandardCharsets.UTF_8);
        }
    },
    /** With the escapes of a JSON string. */
    JSON_STRING {
        @Override
        public byte[] encode(String value) {
            return JsonText.escape(value).getBytes(StandardCharsets.UTF_8);
        }
    },
    /** Percent-encoded as one component of a path or query. */
    URL_COMPONENT {
        @Override
        public byte[] encode(String value) {
            StringBuilder encoded = new StringBuilder(value.length() + 16);
            for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
                boolean unreserved = (b >= '0' && b <= '9')
                        || (b >= 'A' && b <= 'Z')
                        || (b >= 'a' && b <= 'z')
                        || b == '-'
                        || b == '.'
                        || b == '_'
                        || b == '~';
                if (unreserved) {
                    encoded.append((char) b);
                } else {
                    encoded.append('%').append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
                }
            }
            return encoded.toString().getBytes(StandardCharsets.US_ASCII);
        }
    };

    private static final String HEX = "0123456789ABCDEF";

    /** The bytes that stand for the value. */
    public abstract byte[] encode(String value);
}
