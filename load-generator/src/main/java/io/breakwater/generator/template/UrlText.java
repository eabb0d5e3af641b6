package io.breakwater.generator.template;

import io.breakwater.generator.text.ByteText;
import java.nio.charset.StandardCharsets;

/** Paths and queries as they may stand in a request's first line (RFC 3986). */
final class UrlText {

    /** What may stand in a path or query besides letters and digits; a number sign would begin a fragment. */
    private static final String ALLOWED = "-._~:/?[]@!$&'()*+,;=";

    private static final String HEX = "0123456789ABCDEF";

    private UrlText() {}

    /** The text with everything percent-encoded that no URL may hold; what is percent-encoded already stays. */
    static String encoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteText out = new ByteText(0);
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            boolean escape = b == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
            if (escape || (b > 0 && (isLetterOrDigit((char) b) || ALLOWED.indexOf(b) >= 0))) {
                out.append(b);
            } else {
                out.append('%');
                out.append(HEX.charAt((b >> 4) & 0xF));
                out.append(HEX.charAt(b & 0xF));
            }
        }
        return out.toString();
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static boolean isHex(byte b) {
        return Character.digit(b, 16) >= 0;
    }
}
