package io.breakwater.events.scenario.file;

import io.breakwater.events.path.PathSyntax;
import java.util.List;
import java.util.Optional;

/** The forms of what steps look for in answers. */
final class StepForms {

    static final Form<String> JSON_PATH = Form.of(
            "a path such as $.data.items[0].id", "[^\\p{Cntrl}]{1,400}", List.of("$.err_code"), StepForms::jsonPath);

    /** A path that cannot be taken for anything else. */
    static final Form<String> ROOTED_JSON_PATH = Form.of(
            "a path that begins with $, such as $.data.token, or a mapping such as { header: Location }",
            "\\$[^\\p{Cntrl}]{0,399}",
            List.of("$.data.token"),
            text -> jsonPath(text).filter(path -> path.startsWith("$")));

    static final Form<String> PATTERN =
            Form.of("a regular expression", "[\\s\\S]{1,400}", List.of("id=([0-9]+)"), StepForms::regularExpression);

    static final Form<String> PATTERN_TEMPLATE = Form.of(
            "a regular expression",
            "[\\s\\S]{1,400}",
            List.of("paid|open"),
            text -> References.isPlain(text) ? regularExpression(text) : Optional.of(text));

    static final Form<String> XPATH =
            Form.of("an XPath such as /order/id", "[\\s\\S]{1,400}", List.of("/order/id"), StepForms::xPath);

    static final Form<String> COOKIE_NAME =
            Form.matching("a cookie's name", "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}", "session");

    private StepForms() {}

    private static Optional<String> jsonPath(String text) {
        return PathSyntax.ofJsonPath(text).isEmpty() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> regularExpression(String text) {
        return PathSyntax.ofRegularExpression(text).isEmpty() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> xPath(String text) {
        return PathSyntax.ofXPath(text).isEmpty() ? Optional.of(text) : Optional.empty();
    }
}
