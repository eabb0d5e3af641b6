package io.breakwater.generator;

import java.util.List;

/** Settings with which the generator cannot start; the message lists all errors. */
final class InvalidSettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidSettingsException(List<String> errors) {
        super(String.join(System.lineSeparator(), errors));
    }
}
