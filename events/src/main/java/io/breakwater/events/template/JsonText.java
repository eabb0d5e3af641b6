package io.breakwater.events.template;

/** JSON strings as they are written into bodies. */
public final class JsonText {

    private JsonText() {}

    /** The value with the escapes of a JSON string, without its quotes. */
    public static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 8);
        appendEscaped(escaped, value);
        return escaped.toString();
    }

    /** The value as a JSON string with its quotes. */
    public static String quote(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 8).append('"');
        appendEscaped(quoted, value);
        return quoted.append('"').toString();
    }

    /**
     * A template as a JSON string with its quotes: its texts have the escapes of a JSON string, its references stay as they
     * are. What is no template is quoted as a text.
     */
    public static String quoteTemplate(String template) {
        StringBuilder quoted = new StringBuilder(template.length() + 8).append('"');
        try {
            Template.scan(template, new Template.Visitor() {
                @Override
                public void text(String written, String meant) {
                    appendEscaped(quoted, written);
                }

                @Override
                public void reference(String written, Expression expression) {
                    quoted.append(written);
                }
            });
        } catch (IllegalArgumentException notATemplate) {
            return quote(template);
        }
        return quoted.append('"').toString();
    }

    /** Appends the value with the escapes of a JSON string, without its quotes. */
    public static void appendEscaped(StringBuilder out, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // A lone surrogate has no UTF-8 form and must not become a question mark on the wire.
                    if (c < 0x20 || isLoneSurrogate(value, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }

    private static boolean isLoneSurrogate(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }
}
