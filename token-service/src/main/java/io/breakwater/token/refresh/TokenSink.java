package io.breakwater.token.refresh;

/** Where fresh tokens go. Takes a token at once and never fails; what it cannot deliver yet it keeps. */
@FunctionalInterface
public interface TokenSink {

    /** A binding has a new token, which replaces any earlier one. */
    void accept(String binding, HeldToken token);
}
