package io.breakwater.events.sample;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Check.Expected;
import java.util.List;
import java.util.stream.Collectors;

/** Checks in words: what a sample says of a check that failed, and what a person reads of all checks of a step. */
public final class CheckWords {

    private CheckWords() {}

    /** A check in words, such as {@code json $.errcode in [0, -1]}; different checks of a step have different words. */
    public static String of(Check check) {
        StringBuilder words = new StringBuilder();
        switch (check.subject()) {
            case STATUS -> words.append("status");
            case BODY -> words.append("body");
            case HEADER -> words.append("header ").append(check.expression());
            case JSON -> words.append("json ").append(check.expression());
            case XML -> words.append("xml ").append(check.expression());
            case WIDGET_DATA -> words.append("widget-data ").append(check.expression());
            case VALUE -> words.append("${").append(check.expression()).append('}');
        }
        words.append(check.negated() ? " not" : "");
        words.append(comparison(check));
        check.absentIs().ifPresent(scalar -> words.append(", absent is ").append(scalar));
        return words.toString();
    }

    private static String comparison(Check check) {
        List<Expected> expected = check.expected();
        String all = expected.stream().map(CheckWords::value).collect(Collectors.joining(", "));
        return switch (check.operator()) {
            case IN -> expected.size() == 1 && expected.get(0).upTo().isEmpty() ? " " + all : " in [" + all + "]";
            case CONTAINS -> " contains \"" + all + "\"";
            case MATCHES -> " matches /" + all + "/";
            case EXISTS -> " exists";
            case LESS_THAN -> " < " + all;
            case AT_MOST -> " <= " + all;
            case MORE_THAN -> " > " + all;
            case AT_LEAST -> " >= " + all;
        };
    }

    private static String value(Expected expected) {
        return expected.upTo().map(end -> expected.value() + ".." + end).orElse(expected.value());
    }
}
