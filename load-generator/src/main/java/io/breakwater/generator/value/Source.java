package io.breakwater.generator.value;

import io.breakwater.generator.text.ByteText;

/** Where a value comes from: a reference, compiled. Immutable, so that all event loops share it. */
public interface Source {

    /**
     * Appends the value in UTF-8.
     *
     * @return false when it is missing, and then {@link Filling#missing()} says what; whatever was appended does not count
     */
    boolean append(Filling filling, ByteText out);
}
