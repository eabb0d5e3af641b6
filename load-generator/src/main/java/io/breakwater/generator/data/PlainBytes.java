package io.breakwater.generator.data;

/** Undoes, in place, how values are written in data files. What is undone is never longer than what was written. */
final class PlainBytes {

    private PlainBytes() {}

    /** One quote for two; returns the new length. */
    static int ofDoubledQuotes(byte[] bytes, int length) {
        int to = 0;
        for (int at = 0; at < length; at++) {
            bytes[to++] = bytes[at];
            if (bytes[at] == '"') {
                at++;
            }
        }
        return to;
    }

    /** The characters for the escapes of a JSON string (RFC 8259, section 7) in UTF-8; returns the new length. */
    static int ofJsonEscapes(byte[] bytes, int length) {
        int to = 0;
        int at = 0;
        while (at < length) {
            byte b = bytes[at++];
            if (b != '\\') {
                bytes[to++] = b;
                continue;
            }
            byte escaped = bytes[at++];
            if (escaped != 'u') {
                bytes[to++] = single(escaped);
                continue;
            }
            int character = unit(bytes, at);
            at += 4;
            boolean pair = Character.isHighSurrogate((char) character)
                    && at + 6 <= length
                    && bytes[at] == '\\'
                    && bytes[at + 1] == 'u'
                    && Character.isLowSurrogate((char) unit(bytes, at + 2));
            if (pair) {
                character = Character.toCodePoint((char) character, (char) unit(bytes, at + 2));
                at += 6;
            }
            to = write(character, bytes, to);
        }
        return to;
    }

    private static byte single(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escaped;
        };
    }

    private static int unit(byte[] bytes, int at) {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            unit = (unit << 4) | Character.digit(bytes[at + i], 16);
        }
        return unit;
    }

    private static int write(int character, byte[] bytes, int start) {
        int to = start;
        if (character < 0x80) {
            bytes[to++] = (byte) character;
        } else if (character < 0x800) {
            bytes[to++] = (byte) (0xC0 | (character >> 6));
            bytes[to++] = (byte) (0x80 | (character & 0x3F));
        } else if (character >= 0xD800 && character < 0xE000) {
            // Half of a character has no UTF-8 form.
            bytes[to++] = '?';
        } else if (character < 0x10000) {
            bytes[to++] = (byte) (0xE0 | (character >> 12));
            bytes[to++] = (byte) (0x80 | ((character >> 6) & 0x3F));
            bytes[to++] = (byte) (0x80 | (character & 0x3F));
        } else {
            bytes[to++] = (byte) (0xF0 | (character >> 18));
            bytes[to++] = (byte) (0x80 | ((character >> 12) & 0x3F));
            bytes[to++] = (byte) (0x80 | ((character >> 6) & 0x3F));
            bytes[to++] = (byte) (0x80 | (character & 0x3F));
        }
        return to;
    }
}
