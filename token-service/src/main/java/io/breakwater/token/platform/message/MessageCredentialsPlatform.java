package io.breakwater.token.platform.message;

import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.settings.PlatformSettings.MessageCredentialsSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What signs and encrypts messages between a platform and a mini program's backend. Nobody is asked and nothing expires; it
 * travels like any token, so that no scenario holds it.
 */
public final class MessageCredentialsPlatform implements Platform {

    /** "Never" for whoever reads it in a record. */
    private static final Duration LIFE = Duration.ofDays(36_500);

    private static final int KEY_CHARACTERS = 43;
    private static final Pattern ALPHANUMERIC = Pattern.compile("[A-Za-z0-9]+");

    /** WeChat's console takes 3 to 32 letters and digits. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{3,32}");

    private final Map<String, String> values;

    private MessageCredentialsPlatform(Map<String, String> values) {
        this.values = values;
    }

    /** The credentials that the settings hold, of no use when a problem was found. */
    public static Platform open(MessageCredentialsSettings settings, PlatformTools tools, Place place) {
        String token = tools.secret("token", settings.token(), place);
        String key = tools.secret("encoding-aes-key", settings.encodingAesKey(), place);
        String appId = tools.text("app-id", settings.appId(), place);
        if (!token.isEmpty() && !TOKEN.matcher(token).matches()) {
            place.problem("token", token.length() + " characters", "3 to 32 letters and digits");
        }
        if (!key.isEmpty() && key.length() != KEY_CHARACTERS) {
            place.problem("encoding-aes-key", key.length() + " characters", KEY_CHARACTERS + " letters and digits");
        } else if (!key.isEmpty() && !ALPHANUMERIC.matcher(key).matches()) {
            place.problem("encoding-aes-key", "characters other than letters and digits", "letters and digits only");
        }
        return new MessageCredentialsPlatform(
                Map.of(TokenFields.TOKEN, token, "encoding_aes_key", key, "app_id", appId));
    }

    @Override
    public PlatformAnswer ask(Ask ask) {
        return new PlatformAnswer.Granted(new TokenFields(values), LIFE);
    }

    @Override
    public boolean isOutside() {
        return false;
    }

    @Override
    public boolean isHandedOut() {
        return false;
    }

    @Override
    public boolean isCurrent(int member, TokenFields inForce, Instant expiresAt) {
        return inForce.values().equals(values);
    }
}
