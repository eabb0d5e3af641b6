package io.breakwater.token.settings;

import java.util.List;

/** Settings with which the service must not start; the message has one line for each problem. */
public final class SettingsRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingsRejectedException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
