package io.breakwater.token.secret;

/**
 * A text that must not be shown.
 *
 * @param reveal the text itself, for the one place that needs it
 */
public record Secret(String reveal) {

    /** Makes one of a setting's text; takes any text, as a refusal would be reported together with it. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    @Override
    public String toString() {
        return "***";
    }
}
