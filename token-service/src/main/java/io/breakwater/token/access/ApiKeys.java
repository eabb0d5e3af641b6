package io.breakwater.token.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.token.secret.SecretTemplate;
import io.breakwater.token.secret.SecretTemplate.Escaping;
import io.breakwater.token.secret.Secrets;
import io.breakwater.token.settings.Problems;
import io.breakwater.token.settings.SettingsReader;
import io.breakwater.token.settings.TokenServiceSettings;
import io.breakwater.token.settings.TokenServiceSettings.ApiKeySettings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Who may fetch tokens over HTTP: keys, held as their SHA-256 only, and the bindings that each may have. Immutable. */
public final class ApiKeys {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    /** A shorter key could be guessed. */
    private static final int KEY_LEAST_CHARACTERS = 16;

    private static final String ALL = "*";

    private final List<Grant> grants;

    private ApiKeys(List<Grant> grants) {
        this.grants = List.copyOf(grants);
    }

    /**
     * What one key allows.
     *
     * @param sha256   the key's digest
     * @param bindings what may be fetched
     */
    record Grant(byte[] sha256, Set<String> bindings) {

        boolean allows(String binding) {
            return bindings.contains(ALL) || bindings.contains(binding);
        }
    }

    /** Reads the settings; what is wrong goes to the problems, never with a key in it. */
    public static ApiKeys open(TokenServiceSettings settings, Secrets secrets, Problems problems) {
        List<Grant> grants = new ArrayList<>();
        settings.apiKeys().forEach((name, key) -> {
            String place = SettingsReader.PREFIX + ".api-keys." + name;
            key.bindings().stream()
                    .filter(binding ->
                            !binding.equals(ALL) && !settings.bindings().containsKey(binding))
                    .forEach(unknown -> problems.add(place + ".bindings", unknown, "a binding, or * for all"));
            if (key.bindings().isEmpty()) {
                problems.add(place + ".bindings", "none", "bindings, or * for all");
            }
            digest(place, key, secrets, problems)
                    .ifPresent(digest -> grants.add(new Grant(digest, Set.copyOf(key.bindings()))));
        });
        return new ApiKeys(grants);
    }

    private static Optional<byte[]> digest(String place, ApiKeySettings settings, Secrets secrets, Problems problems) {
        if (settings.sha256().isEmpty() == settings.key().isEmpty()) {
            problems.add(
                    place, settings.key().isEmpty() ? "neither sha256 nor key" : "both sha256 and key", "one of them");
            return Optional.empty();
        }
        if (!settings.sha256().isEmpty()) {
            if (!SHA_256.matcher(settings.sha256()).matches()) {
                problems.add(place + ".sha256", settings.sha256().length() + " characters", "64 hexadecimal digits");
                return Optional.empty();
            }
            return Optional.of(HexFormat.of().parseHex(settings.sha256()));
        }
        SecretTemplate template = SecretTemplate.parse(
                settings.key(), secrets, (value, expected) -> problems.add(place + ".key", value, expected));
        String key = template.reveal(Escaping.NONE);
        if (key.equals(settings.key())) {
            problems.add(
                    place + ".key", key.length() + " characters in the clear", "a secret as ${secret.NAME}, or sha256");
        } else if (key.length() < KEY_LEAST_CHARACTERS) {
            problems.add(
                    place + ".key", key.length() + " characters", "at least " + KEY_LEAST_CHARACTERS + " characters");
        }
        return Optional.of(sha256(key));
    }

    /** Whether tokens are handed out over HTTP at all. */
    boolean isOn() {
        return !grants.isEmpty();
    }

    /** What a key allows; compared with every digest, in a time that tells nothing of where they differ. */
    Optional<Grant> find(String key) {
        byte[] given = sha256(key);
        Optional<Grant> found = Optional.empty();
        for (Grant grant : grants) {
            if (MessageDigest.isEqual(grant.sha256(), given)) {
                found = Optional.of(grant);
            }
        }
        return found;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not available (expected: every Java runtime has it)", e);
        }
    }
}
