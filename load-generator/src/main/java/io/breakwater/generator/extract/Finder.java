package io.breakwater.generator.extract;

import io.breakwater.generator.http.Response;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.text.ValueKind;
import io.breakwater.generator.value.Filling;

/** Looks for one value. Immutable, so that all event loops share it. */
public interface Finder {

    /**
     * Appends the value; what was appended counts only when it was found.
     *
     * @param response what came back
     * @param filling  turned to the virtual user
     * @return what it is, or why there is none
     */
    ValueKind find(Response response, Filling filling, ByteText out);

    /** Whether the response's body has to be kept. */
    default boolean needsBody() {
        return false;
    }

    /** Whether the response's headers have to be kept. */
    default boolean needsHeaders() {
        return false;
    }
}
