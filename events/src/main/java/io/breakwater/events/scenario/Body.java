package io.breakwater.events.scenario;

/**
 * What a request carries.
 *
 * @param contentType the Content-Type header, unless the step's headers name one
 * @param template    the text with its references
 * @param escaping    how a value is written in place of its reference
 */
public record Body(String contentType, String template, Escaping escaping) {

    /** How a value is written in place of its reference. */
    public enum Escaping {
        /** As it is: a text body, or a JSON body that is one reference to a JSON row. */
        NONE,
        /** With JSON string escapes: the reference stands inside a JSON string. */
        JSON_STRING
    }
}
