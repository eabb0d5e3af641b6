package io.breakwater.generator.websocket;

/** Tells whether bytes are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {

    private Utf8() {}

    static boolean isValid(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            int first = bytes[at++];
            if (first >= 0) {
                continue;
            }
            int lead = first & 0xFF;
            int following = lead < 0xC2 ? -1 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : -1;
            if (following < 0 || length - at < following || !secondFits(lead, bytes[at] & 0xFF)) {
                return false;
            }
            for (int i = 1; i < following; i++) {
                if ((bytes[at + i] & 0xC0) != 0x80) {
                    return false;
                }
            }
            at += following;
        }
        return true;
    }

    /** The second byte is what tells overlong forms, surrogates and what is too high. */
    private static boolean secondFits(int lead, int second) {
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return second >= lowest && second <= highest;
    }
}
