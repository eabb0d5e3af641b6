package io.breakwater.token.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with <code>${secret.NAME}</code> in it. Shows the placeholder, never the secret. Immutable. */
public final class SecretTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{secret\\.([A-Za-z0-9_-]+)}");

    private static final Pattern OTHER_PLACEHOLDER = Pattern.compile("\\$\\{[^}\\s]{0,40}}?");

    private final String text;
    private final Map<String, Secret> secrets;

    private SecretTemplate(String text, Map<String, Secret> secrets) {
        this.text = text;
        this.secrets = secrets;
    }

    /** How a secret is written where it stands. */
    public enum Escaping {
        /** As it is. */
        NONE,
        /** As part of a URL or of a form. */
        URL,
        /** Inside a JSON string. */
        JSON;

        String apply(String value) {
            return switch (this) {
                case NONE -> value;
                case URL -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
                case JSON -> json(value);
            };
        }

        private static String json(String value) {
            StringBuilder escaped = new StringBuilder(value.length() + 8);
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '"' || c == '\\') {
                    escaped.append('\\').append(c);
                } else if (c < ' ') {
                    escaped.append(String.format("\\u%04x", (int) c));
                } else {
                    escaped.append(c);
                }
            }
            return escaped.toString();
        }
    }

    /** Receives what is wrong with a template. */
    @FunctionalInterface
    public interface ProblemSink {
        /** Something is wrong: {@code value (expected: expected)}. */
        void add(String value, String expected);
    }

    /** Reads a text and looks up its secrets; what is missing goes to the problems. */
    public static SecretTemplate parse(String text, Secrets secrets, ProblemSink problems) {
        Map<String, Secret> found = new LinkedHashMap<>();
        PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .forEach(name -> {
                    Optional<Secret> secret = secrets.find(name);
                    secret.ifPresentOrElse(
                            s -> found.put(name, s),
                            () -> problems.add("${secret." + name + "}", secrets.places(name)));
                });
        // Only the placeholder is shown: the text around it may hold a secret in the clear.
        OTHER_PLACEHOLDER
                .matcher(PLACEHOLDER.matcher(text).replaceAll(""))
                .results()
                .forEach(other -> problems.add(other.group(), "only placeholders of the form ${secret.NAME}"));
        return new SecretTemplate(text, found);
    }

    /** The text with its secrets, which must not be shown. */
    public String reveal(Escaping escaping) {
        return replace(match -> {
            Secret secret = secrets.get(match.group(1));
            return secret == null ? "" : escaping.apply(secret.reveal());
        });
    }

    /** The text with a letter in place of each secret: as long as it parses, so does the real one when escaped. */
    public String sample() {
        return replace(match -> "x");
    }

    private String replace(Function<MatchResult, String> value) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value.apply(match)));
    }

    @Override
    public String toString() {
        return text;
    }
}
