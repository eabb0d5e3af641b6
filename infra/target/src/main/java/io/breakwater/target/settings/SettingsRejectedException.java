package io.breakwater.target.settings;

import java.util.List;

/** Settings that were not accepted, with everything that is wrong with them at once. */
public final class SettingsRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> errors;

    SettingsRejectedException(List<String> errors) {
        super(String.join("; ", errors));
        this.errors = List.copyOf(errors);
    }

    /** Returns one line for each wrong setting: {@code name: value (expected: …)}. */
    public List<String> errors() {
        return errors;
    }
}
