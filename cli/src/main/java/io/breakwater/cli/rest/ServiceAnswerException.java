package io.breakwater.cli.rest;

import java.io.IOException;
import java.util.List;

/** An answer of a service that refuses a request, with every reason. */
public final class ServiceAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> problems;

    ServiceAnswerException(int status, List<String> problems) {
        super(status + ": " + String.join("; ", problems));
        this.status = status;
        this.problems = List.copyOf(problems);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Every reason. */
    public List<String> problems() {
        return problems;
    }
}
