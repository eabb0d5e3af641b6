package io.breakwater.generator.debug;

import java.util.List;

/** Arguments, a scenario or its files that cannot be used; the message has a line for each reason. */
final class WrongInputException extends Exception {

    private static final long serialVersionUID = 1L;

    WrongInputException(List<String> reasons) {
        super(String.join("\n", reasons));
    }
}
