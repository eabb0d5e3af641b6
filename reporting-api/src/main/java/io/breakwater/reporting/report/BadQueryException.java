package io.breakwater.reporting.report;

import java.util.List;

/** A question that cannot be answered as it is put; it tells all that is wrong with it. */
final class BadQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    BadQueryException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
