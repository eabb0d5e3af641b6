package io.breakwater.generator.check;

import java.math.BigDecimal;

/**
 * A JSON number, string, boolean or null, or an array or object, which equals no scalar.
 *
 * @param kind what it is
 * @param text a string's characters, a number as it was written; otherwise the kind's word
 */
public record JsonScalar(Kind kind, String text) {

    /** What a JSON value is. */
    public enum Kind {
        NULL,
        BOOLEAN,
        NUMBER,
        STRING,
        CONTAINER
    }

    /**
     * The scalar that a JSON text is.
     *
     * @throws MalformedJsonException when it is not one JSON scalar
     */
    public static JsonScalar parse(String json) throws MalformedJsonException {
        JsonCursor cursor = JsonCursor.over(json);
        JsonScalar scalar = cursor.readScalar();
        cursor.requireEnd();
        if (scalar.kind() == Kind.CONTAINER) {
            throw new MalformedJsonException(json + ": an array or object (expected: a scalar)");
        }
        return scalar;
    }

    /** Whether both are the same value; numbers by their value, so that 0, 0.0 and -0 are one. */
    public boolean sameAs(JsonScalar other) {
        if (kind != other.kind || kind == Kind.CONTAINER) {
            return false;
        }
        if (text.equals(other.text)) {
            return true;
        }
        return kind == Kind.NUMBER && new BigDecimal(text).compareTo(new BigDecimal(other.text)) == 0;
    }
}
