package io.breakwater.token.platform;

import io.breakwater.token.settings.Problems;

/**
 * Where in the settings a platform's own stand.
 *
 * @param prefix   what their keys begin with, such as {@code breakwater.token.bindings.shop.http-call.}
 * @param problems receives what is wrong
 */
public record Place(String prefix, Problems problems) {

    /** Adds what is wrong with a key; the value must not be a secret. */
    public void problem(String key, Object value, String expected) {
        problems.add(prefix + key, value, expected);
    }
}
