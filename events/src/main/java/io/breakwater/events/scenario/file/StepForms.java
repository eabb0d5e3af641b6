package io.breakwater.events.scenario.file;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

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

    private static final Pattern BARE_PATH_START = Pattern.compile("[^\\s\\[\\]\"'(){}?@=<>!,|&/]+.*", Pattern.DOTALL);

    private StepForms() {}

    /** Brackets and quotes that close, and blanks only within them; what stands in brackets is looked at by the generator. */
    private static Optional<String> jsonPath(String text) {
        if (!text.startsWith("$") && !BARE_PATH_START.matcher(text).matches()) {
            return Optional.empty();
        }
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '\'' || c == '"') {
                if (depth == 0) {
                    return Optional.empty();
                }
                quote = c;
            } else if (c == '[' || c == '(') {
                depth++;
            } else if (c == ']' || c == ')') {
                if (--depth < 0) {
                    return Optional.empty();
                }
            } else if (depth == 0 && Character.isWhitespace(c)) {
                return Optional.empty();
            }
        }
        boolean ends = !text.endsWith(".") && !text.contains("[]") && !text.contains("...");
        return depth == 0 && quote == 0 && ends ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> regularExpression(String text) {
        try {
            Pattern.compile(text);
            return Optional.of(text);
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> xPath(String text) {
        try {
            XPathFactory.newInstance().newXPath().compile(text);
            return Optional.of(text);
        } catch (XPathExpressionException e) {
            return Optional.empty();
        }
    }
}
