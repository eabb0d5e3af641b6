package io.breakwater.generator.run;

import java.util.List;

/** A run that cannot be sent from here, with all reasons. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.copyOf makes a serializable one.
    private final List<String> reasons;

    RefusedException(List<String> reasons) {
        super(String.join("; ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    List<String> reasons() {
        return reasons;
    }
}
