package io.breakwater.local.supervise;

import java.io.IOException;
import java.io.Serial;

/** A part did not become ready; says why, with the last lines of its log. */
public final class PartFailedException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    PartFailedException(String message) {
        super(message);
    }

    PartFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
