package io.breakwater.local.port;

import java.io.IOException;
import java.io.Serial;

/** Says which ports are taken, by whom, and who wanted them. */
public final class PortTakenException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    PortTakenException(String message) {
        super(message);
    }
}
