package io.breakwater.generator.sample;

import io.breakwater.generator.data.ValueEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in texts: the values of tokens wherever they stand, in whatever encoding, headers that carry log-ons, and
 * members and parameters whose names say that they are secret. For one sample; its first use may add secrets to it.
 */
final class Mask {

    /** What stands in place of a secret. */
    static final String HIDDEN = "***";

    /** Hiding every "1" would tell more than it hides; a Token that signs messages has 3 characters at least. */
    private static final int SHORTEST_SECRET = 3;

    /** Shorter ones may stand in the very names that tell what is secret, such as "key". */
    private static final int SHORTEST_BEFORE_NAMES = 4;

    private static final Set<String> SECRET_HEADERS = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "www-authenticate",
            "x-api-key",
            "x-amz-security-token");

    private static final String SECRET_WORD =
            "token|secret|passw(?:or)?d|passwd|authorization|credential|api[-_]?key|session[-_]?key|access[-_]?key|"
                    + "private[-_]?key|session[-_]?id|sessionid|cookie|signature|ticket|js[-_]?code";

    private static final Pattern SECRET_NAME = Pattern.compile(SECRET_WORD, Pattern.CASE_INSENSITIVE);

    /** A member of a JSON object whose name holds such a word, and whose value is a string. */
    private static final Pattern SECRET_MEMBER = Pattern.compile(
            "(\"[^\"\\\\]{0,60}?(?:" + SECRET_WORD + ")[^\"\\\\]{0,60}\"\\s{0,20}:\\s{0,20}\")((?:[^\"\\\\]|\\\\.)*+)",
            Pattern.CASE_INSENSITIVE);

    /** A parameter of a query or of a form. */
    private static final Pattern SECRET_PARAMETER = Pattern.compile(
            "((?:^|[?&])[A-Za-z0-9_.-]{0,60}?(?:" + SECRET_WORD + ")[A-Za-z0-9_.-]{0,60}=)([^&\\s#]++)",
            Pattern.CASE_INSENSITIVE);

    private final Set<String> secrets = new TreeSet<>(
            (one, other) -> one.length() != other.length() ? other.length() - one.length() : one.compareTo(other));

    private final Set<String> secretNames;

    /**
     * Hides secrets, besides what names show to be such.
     *
     * @param known       values that are
     * @param secretNames names of values that are
     */
    Mask(Collection<String> known, Set<String> secretNames) {
        this.secretNames = secretNames;
        known.forEach(this::add);
    }

    private void add(String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            return;
        }
        for (ValueEncoding encoding : ValueEncoding.values()) {
            secrets.add(new String(encoding.encode(secret), StandardCharsets.UTF_8));
        }
    }

    /** Whether a name says that its value is secret. */
    private boolean isSecretName(String name) {
        return secretNames.contains(name) || SECRET_NAME.matcher(name).find();
    }

    /** Adds the values whose names say that they are secret. */
    void learn(Map<String, String> values) {
        values.forEach((name, value) -> {
            if (isSecretName(name)) {
                add(value);
            }
        });
    }

    /** Adds what secret headers carry, for answers like to repeat it in their bodies. */
    void learnHeaders(List<String> headers) {
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon > 0 && isSecretHeader(header.substring(0, colon))) {
                String value = header.substring(colon + 1).strip();
                add(value);
                int space = value.indexOf(' ');
                if (space > 0) {
                    add(value.substring(space + 1).strip());
                }
            }
        }
    }

    private boolean isSecretHeader(String name) {
        return SECRET_HEADERS.contains(name.strip().toLowerCase(Locale.ROOT)) || isSecretName(name);
    }

    /** Header lines without their secrets. */
    List<String> headers(List<String> headers) {
        List<String> masked = new ArrayList<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            boolean hides = colon > 0 && isSecretHeader(header.substring(0, colon));
            masked.add(hides ? header.substring(0, colon) + ": " + HIDDEN : text(header));
        }
        return masked;
    }

    /** Values without their secrets. */
    Map<String, String> values(Map<String, String> values) {
        Map<String, String> masked = new LinkedHashMap<>();
        values.forEach((name, value) -> masked.put(name, isSecretName(name) ? HIDDEN : text(value)));
        return masked;
    }

    /** A URL or a body without its secrets. */
    String text(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = secret.length() >= SHORTEST_BEFORE_NAMES ? masked.replace(secret, HIDDEN) : masked;
        }
        masked = SECRET_MEMBER.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
        masked = SECRET_PARAMETER.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
        for (String secret : secrets) {
            masked = secret.length() < SHORTEST_BEFORE_NAMES ? masked.replace(secret, HIDDEN) : masked;
        }
        return masked;
    }
}
