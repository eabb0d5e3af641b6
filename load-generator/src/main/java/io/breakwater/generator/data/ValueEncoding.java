package io.breakwater.generator.data;

import io.breakwater.generator.text.ByteText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How a value is written in place of its reference, so that it stays one value wherever it stands. */
public enum ValueEncoding {
    /** As it is. */
    PLAIN {
        @Override
        public void append(byte[] value, int from, int length, ByteText out) {
            out.append(value, from, length);
        }
    },
    /** With the escapes of a JSON string. */
    JSON_STRING {
        @Override
        public void append(byte[] value, int from, int length, ByteText out) {
            int plainFrom = from;
            for (int i = from; i < from + length; i++) {
                byte b = value[i];
                // In UTF-8 the bytes of all other characters are negative or stand for themselves.
                if ((b >= 0 && b < 0x20) || b == '"' || b == '\\') {
                    out.append(value, plainFrom, i - plainFrom);
                    appendEscape(b, out);
                    plainFrom = i + 1;
                }
            }
            out.append(value, plainFrom, from + length - plainFrom);
        }
    },
    /** Percent-encoded as one component of a path or query. */
    URL_COMPONENT {
        @Override
        public void append(byte[] value, int from, int length, ByteText out) {
            for (int i = from; i < from + length; i++) {
                byte b = value[i];
                if (isLetterOrDigit(b) || b == '-' || b == '.' || b == '_' || b == '~') {
                    out.append(b);
                } else {
                    appendPercent(b, out);
                }
            }
        }
    },
    /** As a name or value of a form: application/x-www-form-urlencoded. */
    FORM {
        @Override
        public void append(byte[] value, int from, int length, ByteText out) {
            for (int i = from; i < from + length; i++) {
                byte b = value[i];
                if (isLetterOrDigit(b) || b == '-' || b == '.' || b == '_' || b == '*') {
                    out.append(b);
                } else if (b == ' ') {
                    out.append('+');
                } else {
                    appendPercent(b, out);
                }
            }
        }
    };

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** Appends the bytes that stand for a value in UTF-8. */
    public abstract void append(byte[] value, int from, int length, ByteText out);

    /** The bytes that stand for the value. */
    public byte[] encode(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        ByteText out = new ByteText(0);
        append(bytes, 0, bytes.length, out);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private static boolean isLetterOrDigit(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }

    private static void appendPercent(byte b, ByteText out) {
        out.append('%');
        out.append(HEX[(b >> 4) & 0xF]);
        out.append(HEX[b & 0xF]);
    }

    private static void appendEscape(byte b, ByteText out) {
        out.append('\\');
        switch (b) {
            case '"', '\\' -> out.append(b);
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            default -> {
                out.append("u00");
                out.append(HEX[(b >> 4) & 0xF]);
                out.append(HEX[b & 0xF]);
            }
        }
    }
}
