package io.breakwater.target.platform.tokens;

/** What a check of a token finds. */
public enum TokenCheck {
    /** Issued here and in force. */
    VALID,
    /** Issued here, and its life is over. */
    EXPIRED,
    /** Of the right form, but not issued here, or replaced and beyond the overlap. */
    UNKNOWN,
    /** Not of the form that tokens have. */
    MALFORMED
}
