package io.breakwater.generator.text;

/** A search in a response that was given up, for it would hold up its event loop. Without a stack trace: it is expected. */
public final class SearchTooCostlyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** After so many steps. */
    public SearchTooCostlyException(long steps) {
        super("search: given up after " + steps + " steps (expected: fewer)", null, false, false);
    }
}
