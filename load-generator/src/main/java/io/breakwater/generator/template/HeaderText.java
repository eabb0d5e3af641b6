package io.breakwater.generator.template;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Source;

/**
 * A text in the head of a request, in which no value may end its line and begin something else.
 *
 * @param name where it stands, for the reason why a request was not sent
 * @param text its value
 * @param path whether it is the path, in which no space may stand either
 */
record HeaderText(String name, Source text, boolean path) implements Source {

    @Override
    public boolean append(Filling filling, ByteText out) {
        int from = out.length();
        if (!text.append(filling, out)) {
            return false;
        }
        byte[] bytes = out.bytes();
        for (int i = from; i < out.length(); i++) {
            byte b = bytes[i];
            boolean breaks = path ? b >= 0 && b <= 0x20 : b >= 0 && b < 0x20 && b != '\t';
            if (breaks || b == 0x7F) {
                return filling.lacks(NotSentReason.VALUE_MISSING, name);
            }
        }
        return true;
    }

    /**
     * The text itself.
     *
     * @throws IllegalArgumentException when it has a control character
     */
    static String requireOneLine(String name, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 0x20 && c != '\t') || c == 0x7F) {
                throw new IllegalArgumentException(
                        name + ": a control character at " + (i + 1) + " (expected: one line of text)");
            }
        }
        return text;
    }
}
