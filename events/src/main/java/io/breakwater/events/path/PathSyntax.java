package io.breakwater.events.path;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.xml.XMLConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;

/** Tells whether texts of a scenario are the paths and patterns that they should be. */
public final class PathSyntax {

    /** What people write is far shorter. */
    static final int LONGEST = 1_000;

    private PathSyntax() {}

    /** What is wrong with a JSON path; empty when nothing is. */
    public static Optional<String> ofJsonPath(String text) {
        try {
            JsonPath.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong with a regular expression of {@link Pattern}; empty when nothing is. */
    public static Optional<String> ofRegularExpression(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.of("regular expression: " + text.length() + " characters (expected: 1 to " + LONGEST + ")");
        }
        try {
            Pattern.compile(text);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("regular expression: " + text + ": " + e.getDescription() + " at character "
                    + (e.getIndex() + 1) + " (expected: a regular expression of Java)");
        }
    }

    /** What is wrong with an XPath (version 1.0); empty when nothing is. */
    public static Optional<String> ofXPath(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            return Optional.of("XPath: " + text.length() + " characters (expected: 1 to " + LONGEST + ")");
        }
        try {
            XPathFactory factory = XPathFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.newXPath().compile(text);
            return Optional.empty();
        } catch (XPathExpressionException e) {
            return Optional.of("XPath: " + text + " (expected: an XPath such as //order/@id without prefixes)");
        } catch (XPathFactoryConfigurationException e) {
            throw new IllegalStateException("XPath: no secure processing (expected: every Java runtime has it)", e);
        }
    }
}
