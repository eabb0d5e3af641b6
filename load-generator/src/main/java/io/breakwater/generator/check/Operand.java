package io.breakwater.generator.check;

import io.breakwater.events.template.Template;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.json.JsonCursor;
import io.breakwater.generator.json.MalformedJsonException;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.text.Decimals;
import io.breakwater.generator.text.ValueKind;
import io.breakwater.generator.value.FilledText;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Source;
import io.breakwater.generator.value.Sources;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What a check compares with.
 *
 * @param kind what it is; a text of no kind when references decide it
 * @param text its characters
 */
record Operand(ValueKind kind, Source text) {

    /**
     * A JSON scalar, which may hold references inside a JSON string, or be one reference.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Operand scalar(String written, Sources sources) {
        Template template = Template.parse(written);
        if (!template.isPlain()) {
            return new Operand(ValueKind.TEXT, insideString(template, written, sources));
        }
        byte[] json = plainText(template).getBytes(StandardCharsets.UTF_8);
        ByteText text = new ByteText(0);
        JsonCursor cursor = new JsonCursor().over(json, json.length);
        try {
            ValueKind kind = cursor.read(text);
            cursor.requireEnd();
            if (kind != ValueKind.CONTAINER) {
                return new Operand(kind, constant(text));
            }
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("expected value: " + written + " (expected: a JSON scalar)", e);
        }
        throw new IllegalArgumentException("expected value: " + written + " (expected: a JSON scalar)");
    }

    /**
     * A number, written out or given by a reference.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Operand number(String written, Sources sources) {
        Operand operand = scalar(written, sources);
        if (operand.kind() != ValueKind.NUMBER && operand.kind() != ValueKind.TEXT) {
            throw new IllegalArgumentException("expected value: " + written + " (expected: a number)");
        }
        return operand;
    }

    /** A text as it stands, with its references. */
    static Operand text(String written, Sources sources) {
        return new Operand(ValueKind.TEXT, sources.text(written, ValueEncoding.PLAIN));
    }

    /** Whether something is the same value: numbers by their value, everything else by kind and characters. */
    static boolean isSame(ValueKind kind, ByteText found, ValueKind otherKind, ByteText other) {
        if (!kind.isFound() || kind == ValueKind.CONTAINER || otherKind == ValueKind.CONTAINER) {
            return false;
        }
        boolean ofAnyKind = kind == ValueKind.TEXT || otherKind == ValueKind.TEXT;
        if (kind != otherKind && (!ofAnyKind || kind == ValueKind.NULL || otherKind == ValueKind.NULL)) {
            return false;
        }
        if (Arrays.equals(found.bytes(), 0, found.length(), other.bytes(), 0, other.length())) {
            return true;
        }
        return canBeNumber(kind)
                && canBeNumber(otherKind)
                && Decimals.compare(found.bytes(), found.length(), other.bytes(), other.length()) == 0;
    }

    static boolean canBeNumber(ValueKind kind) {
        return kind == ValueKind.NUMBER || kind == ValueKind.TEXT;
    }

    boolean append(Filling filling, ByteText out) {
        return text.append(filling, out);
    }

    private static Source constant(ByteText text) {
        return new FilledText.Builder()
                .bytes(Arrays.copyOf(text.bytes(), text.length()))
                .build();
    }

    private static String plainText(Template template) {
        StringBuilder text = new StringBuilder();
        template.parts().forEach(part -> text.append(part instanceof Template.Part.Text plain ? plain.text() : ""));
        return text.toString();
    }

    /** The characters between the quotes, if there are any, whose values are no JSON any more. */
    private static Source insideString(Template template, String written, Sources sources) {
        List<Template.Part> parts = template.parts();
        boolean quoted = written.length() >= 2 && written.startsWith("\"") && written.endsWith("\"");
        FilledText.Builder text = new FilledText.Builder();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Template.Part.Text plain) {
                String inner = plain.text();
                if (quoted) {
                    inner = i == 0 ? inner.substring(1) : inner;
                    inner = i == parts.size() - 1 ? inner.substring(0, inner.length() - 1) : inner;
                    inner = decoded(inner, written);
                }
                text.text(inner);
            } else if (parts.get(i) instanceof Template.Part.Reference reference) {
                text.source(sources.source(reference.expression(), ValueEncoding.PLAIN));
            }
        }
        return text.build();
    }

    private static String decoded(String inner, String written) {
        byte[] json = ("\"" + inner + "\"").getBytes(StandardCharsets.UTF_8);
        ByteText text = new ByteText(0);
        try {
            JsonCursor cursor = new JsonCursor().over(json, json.length);
            cursor.read(text);
            cursor.requireEnd();
            return text.toString();
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("expected value: " + written + " (expected: a JSON scalar)", e);
        }
    }
}
