package io.breakwater.generator.value;

import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.text.ByteText;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.OptionalLong;

/** Functions of texts. Characters are Unicode characters, of which UTF-8 has one to four bytes each. */
final class Texts {

    private Texts() {}

    static boolean substring(Filling filling, ByteText[] given, ByteText out) {
        ByteText text = given[0];
        long all = characters(text);
        OptionalLong from = Numbers.whole(given[1]);
        OptionalLong to = given.length == 3 ? Numbers.whole(given[2]) : OptionalLong.of(all);
        if (from.isEmpty()
                || to.isEmpty()
                || from.getAsLong() < 0
                || from.getAsLong() > to.getAsLong()
                || to.getAsLong() > all) {
            return false;
        }
        int start = offset(text, from.getAsLong());
        out.append(text.bytes(), start, offset(text, to.getAsLong()) - start);
        return true;
    }

    static boolean concat(Filling filling, ByteText[] given, ByteText out) {
        for (ByteText text : given) {
            out.append(text.bytes(), 0, text.length());
        }
        return true;
    }

    static boolean upper(Filling filling, ByteText[] given, ByteText out) {
        out.append(given[0].toString().toUpperCase(Locale.ROOT));
        return true;
    }

    static boolean lower(Filling filling, ByteText[] given, ByteText out) {
        out.append(given[0].toString().toLowerCase(Locale.ROOT));
        return true;
    }

    static boolean trim(Filling filling, ByteText[] given, ByteText out) {
        out.append(given[0].toString().strip());
        return true;
    }

    static boolean length(Filling filling, ByteText[] given, ByteText out) {
        out.append(characters(given[0]));
        return true;
    }

    static boolean base64(Filling filling, ByteText[] given, ByteText out) {
        out.append(Base64.getEncoder().encode(bytes(given[0])));
        return true;
    }

    static boolean base64Decode(Filling filling, ByteText[] given, ByteText out) {
        byte[] text = bytes(given[0]);
        for (int i = 0; i < text.length; i++) {
            // The alphabet for URLs (RFC 4648, section 5) is another spelling of the same bits.
            text[i] = text[i] == '-' ? (byte) '+' : text[i] == '_' ? (byte) '/' : text[i];
        }
        try {
            out.append(Base64.getDecoder().decode(text));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean urlEncode(Filling filling, ByteText[] given, ByteText out) {
        ValueEncoding.URL_COMPONENT.append(given[0].bytes(), 0, given[0].length(), out);
        return true;
    }

    static boolean urlDecode(Filling filling, ByteText[] given, ByteText out) {
        byte[] bytes = given[0].bytes();
        int length = given[0].length();
        for (int i = 0; i < length; i++) {
            if (bytes[i] != '%') {
                out.append(bytes[i]);
                continue;
            }
            boolean whole = i + 2 < length;
            int high = whole ? Character.digit(bytes[i + 1], 16) : -1;
            int low = whole ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            out.append((byte) (high << 4 | low));
            i += 2;
        }
        return true;
    }

    private static byte[] bytes(ByteText text) {
        return Arrays.copyOf(text.bytes(), text.length());
    }

    private static long characters(ByteText text) {
        long characters = 0;
        for (int i = 0; i < text.length(); i++) {
            if (begins(text.bytes()[i])) {
                characters++;
            }
        }
        return characters;
    }

    /** Where a character begins, or the end. */
    private static int offset(ByteText text, long character) {
        long seen = 0;
        for (int i = 0; i < text.length(); i++) {
            if (begins(text.bytes()[i]) && seen++ == character) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean begins(byte b) {
        return (b & 0xC0) != 0x80;
    }
}
