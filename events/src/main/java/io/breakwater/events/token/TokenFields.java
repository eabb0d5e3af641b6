package io.breakwater.events.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a platform gave: a token, and texts that belong to it such as {@code openid} or {@code session_key}. Never shown:
 * neither {@link #toString()} nor a message holds a value. Immutable.
 *
 * @param values the texts by name; at least {@code token}
 */
public record TokenFields(Map<String, String> values) {

    /** The name of the field that every binding has. */
    public static final String TOKEN = "token";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** Far above what any platform gives, far below what a topic takes. */
    private static final int FIELDS_LIMIT = 32;

    private static final int VALUE_LIMIT_CHARACTERS = 8192;

    /** 64 bits tell the tokens of all bindings apart, and tell nobody the token. */
    private static final int FINGERPRINT_BYTES = 8;

    /** Copies and checks the texts: they are written into headers, where a control character could begin another one. */
    public TokenFields {
        values = Map.copyOf(values);
        if (!values.containsKey(TOKEN)) {
            throw new IllegalArgumentException(
                    "token fields: " + new TreeMap<>(values).keySet() + " (expected: token among them)");
        }
        if (values.size() > FIELDS_LIMIT) {
            throw new IllegalArgumentException(
                    "token fields: " + values.size() + " (expected: at most " + FIELDS_LIMIT + ")");
        }
        values.forEach(TokenFields::check);
    }

    private static void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "token field: " + name + " (expected: a small letter, then small letters, digits and _)");
        }
        if (value.isEmpty()
                || value.length() > VALUE_LIMIT_CHARACTERS
                || value.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
            throw new IllegalArgumentException("token field " + name + ": " + value.length()
                    + " characters (expected: 1 to " + VALUE_LIMIT_CHARACTERS + " without control characters)");
        }
    }

    /** A token and nothing else. */
    public static TokenFields of(String token) {
        return new TokenFields(Map.of(TOKEN, token));
    }

    /** The token. */
    public String token() {
        return String.valueOf(values.get(TOKEN));
    }

    /** A further text, when there is one of that name. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The token's fingerprint, by which a refusal names it: the first 16 hexadecimal digits of its SHA-256. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token().getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, FINGERPRINT_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not available (expected: every Java runtime has it)", e);
        }
    }

    /** The texts as they are sealed: a JSON object in UTF-8. */
    byte[] toJson() {
        return EventCodec.encode(new TreeMap<>(values));
    }

    /**
     * The texts that were sealed.
     *
     * @throws UnreadableTokenException when they are no JSON object of texts with a token; the message shows none of them
     */
    static TokenFields fromJson(String what, byte[] json) throws UnreadableTokenException {
        try {
            Map<String, String> values = new TreeMap<>();
            Map<?, ?> read = EventCodec.decode(json, Map.class);
            for (Map.Entry<?, ?> field : read.entrySet()) {
                if (!(field.getKey() instanceof String name) || !(field.getValue() instanceof String value)) {
                    throw new UnreadableTokenException(
                            what + ": field " + field.getKey() + " is no text (expected: a JSON object of texts)");
                }
                values.put(name, value);
            }
            return new TokenFields(values);
        } catch (UnreadableEventException e) {
            // Its message quotes what it could not read: left out, and so is the cause.
            throw new UnreadableTokenException(what + ": " + json.length + " bytes (expected: a JSON object of texts)");
        } catch (IllegalArgumentException e) {
            throw new UnreadableTokenException(what + ": " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "TokenFields" + new TreeMap<>(values).keySet();
    }
}
