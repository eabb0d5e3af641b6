package io.breakwater.generator.widget;

import io.breakwater.generator.text.ByteText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The XML of the platform's messages: one element with elements of text in it, whose text stands in CDATA sections or has the five
 * entities of XML. Stateless.
 */
final class XmlText {

    private static final byte[] CDATA = ascii("<![CDATA[");
    private static final byte[] CDATA_END = ascii("]]>");

    /** The section ends between the brackets, and the next one begins with the rest. */
    private static final byte[] CDATA_SPLIT = ascii("]]]]><![CDATA[>");

    private static final byte[] COMMENT = ascii("<!--");
    private static final byte[] COMMENT_END = ascii("-->");
    private static final byte[] INSTRUCTION = ascii("<?");
    private static final byte[] INSTRUCTION_END = ascii("?>");

    private static final byte[][] ENTITIES = {
        ascii("&lt;"), ascii("&gt;"), ascii("&amp;"), ascii("&quot;"), ascii("&apos;")
    };

    private static final char[] CHARACTERS = {'<', '>', '&', '"', '\''};

    private XmlText() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Appends a text as a CDATA section, in as many of them as it takes. */
    static void appendSection(ByteText text, ByteText out) {
        out.append(CDATA);
        byte[] bytes = text.bytes();
        for (int i = 0; i < text.length(); i++) {
            if (startsWith(bytes, i, text.length(), CDATA_END)) {
                out.append(CDATA_SPLIT);
                i += CDATA_END.length - 1;
            } else {
                out.append(bytes[i]);
            }
        }
        out.append(CDATA_END);
    }

    /**
     * Appends the text of the first element of a name that stands directly in the outermost one.
     *
     * @return 1 when there is one, 0 when there is none, -1 when it is no such XML
     */
    static int find(ByteText xml, byte[] name, ByteText out) {
        byte[] bytes = xml.bytes();
        int end = xml.length();
        int at = skipAside(bytes, 0, end);
        int content = tagEnd(bytes, at, end);
        if (content < 0) {
            return -1;
        }
        at = skipAside(bytes, content, end);
        while (at >= 0 && at + 1 < end && bytes[at] == '<' && bytes[at + 1] != '/') {
            boolean wanted = isTag(bytes, at, end, name);
            int nameFrom = at + 1;
            int from = tagEnd(bytes, at, end);
            if (from < 0) {
                return -1;
            }
            int nameTo = nameFrom;
            while (isNamePart(bytes[nameTo])) {
                nameTo++;
            }
            boolean empty = bytes[from - 2] == '/';
            int before = out.length();
            int behind = empty ? from : text(bytes, from, end, out);
            boolean closed = empty || isEnd(bytes, behind, end, nameFrom, nameTo);
            if (!closed) {
                return -1;
            }
            if (wanted) {
                return 1;
            }
            out.cutTo(before);
            at = skipAside(bytes, empty ? behind : tagEnd(bytes, behind, end), end);
        }
        return at >= 0 && startsWith(bytes, at, end, END_TAG) ? 0 : -1;
    }

    private static final byte[] END_TAG = ascii("</");

    /** Appends text up to the tag behind it, and returns where that begins; -1 when it has none. */
    private static int text(byte[] bytes, int from, int end, ByteText out) {
        int at = from;
        while (at < end) {
            if (startsWith(bytes, at, end, CDATA)) {
                int sectionFrom = at + CDATA.length;
                int sectionTo = indexOf(bytes, sectionFrom, end, CDATA_END);
                if (sectionTo < 0) {
                    return -1;
                }
                out.append(bytes, sectionFrom, sectionTo - sectionFrom);
                at = sectionTo + CDATA_END.length;
            } else if (bytes[at] == '<') {
                return at;
            } else if (bytes[at] == '&') {
                int entity = entity(bytes, at, end);
                if (entity < 0) {
                    return -1;
                }
                out.append(CHARACTERS[entity]);
                at += ENTITIES[entity].length;
            } else {
                out.append(bytes[at++]);
            }
        }
        return -1;
    }

    private static int entity(byte[] bytes, int at, int end) {
        for (int i = 0; i < ENTITIES.length; i++) {
            if (startsWith(bytes, at, end, ENTITIES[i])) {
                return i;
            }
        }
        return -1;
    }

    /** Skips blanks, comments and processing instructions; -1 when one of them has no end. */
    private static int skipAside(byte[] bytes, int from, int end) {
        int at = from;
        while (at >= 0 && at < end) {
            byte next = bytes[at];
            if (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
                at++;
            } else if (startsWith(bytes, at, end, COMMENT)) {
                at = behind(bytes, at + COMMENT.length, end, COMMENT_END);
            } else if (startsWith(bytes, at, end, INSTRUCTION)) {
                at = behind(bytes, at, end, INSTRUCTION_END);
            } else {
                return at;
            }
        }
        return at;
    }

    private static int behind(byte[] bytes, int from, int end, byte[] wanted) {
        int at = indexOf(bytes, from, end, wanted);
        return at < 0 ? -1 : at + wanted.length;
    }

    /** Where a tag that begins here is over; -1 when none begins here, or it has no end. */
    private static int tagEnd(byte[] bytes, int at, int end) {
        if (at < 0 || at + 2 >= end || bytes[at] != '<') {
            return -1;
        }
        int nameFrom = bytes[at + 1] == '/' ? at + 2 : at + 1;
        if (!isNamePart(bytes[nameFrom])) {
            return -1;
        }
        for (int i = nameFrom; i < end; i++) {
            if (bytes[i] == '>') {
                return i + 1;
            }
        }
        return -1;
    }

    private static boolean isTag(byte[] bytes, int at, int end, byte[] name) {
        int behind = at + 1 + name.length;
        return behind < end && Arrays.equals(bytes, at + 1, behind, name, 0, name.length) && !isNamePart(bytes[behind]);
    }

    private static boolean isEnd(byte[] bytes, int at, int end, int nameFrom, int nameTo) {
        int length = nameTo - nameFrom;
        return at >= 0
                && at + 2 + length < end
                && startsWith(bytes, at, end, END_TAG)
                && Arrays.equals(bytes, at + 2, at + 2 + length, bytes, nameFrom, nameTo)
                && !isNamePart(bytes[at + 2 + length]);
    }

    private static boolean isNamePart(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '_'
                || b == '-'
                || b == '.'
                || b == ':'
                || b < 0;
    }

    private static boolean startsWith(byte[] bytes, int at, int end, byte[] wanted) {
        return at + wanted.length <= end && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static int indexOf(byte[] bytes, int from, int end, byte[] wanted) {
        for (int at = from; at + wanted.length <= end; at++) {
            if (startsWith(bytes, at, end, wanted)) {
                return at;
            }
        }
        return -1;
    }
}
