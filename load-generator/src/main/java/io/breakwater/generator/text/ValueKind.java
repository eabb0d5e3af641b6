package io.breakwater.generator.text;

/** What was found where a value was looked for. */
public enum ValueKind {
    /** Text of no kind of its own: of a header, an XML element, a virtual user's value. */
    TEXT,
    /** A JSON string, decoded. */
    STRING,
    /** A number, as it was written. */
    NUMBER,
    /** A JSON truth value. */
    BOOLEAN,
    /** JSON's null. */
    NULL,
    /** A JSON array or object, as it was written. */
    CONTAINER,
    /** Nothing. */
    ABSENT("is not there"),
    /** Something else than what could be searched, such as an error page instead of JSON. */
    UNREADABLE("cannot be read"),
    /** A search that would have taken too long. */
    TOO_COSTLY("takes too long to find"),
    /** A value that is longer than virtual users keep. */
    TOO_LONG("is too long");

    private final String reason;

    ValueKind() {
        this("");
    }

    ValueKind(String reason) {
        this.reason = reason;
    }

    /** Whether there is a value. */
    public boolean isFound() {
        return reason.isEmpty();
    }

    /** Why there is no value; empty when there is one. */
    public String reason() {
        return reason;
    }
}
