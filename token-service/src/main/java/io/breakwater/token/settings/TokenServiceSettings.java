package io.breakwater.token.settings;

import io.breakwater.token.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * All settings of the service, under {@code breakwater.token}.
 *
 * @param kafkaServers   brokers as host:port, separated by commas; default 127.0.0.1:18092
 * @param keyId          name of the key that tokens are encrypted with, carried beside each token; default {@code local}
 * @param key            that key, 32 bytes in Base64; meant to come from the environment variable BREAKWATER_TOKEN_KEY
 * @param keyFile        a file with the key instead; exactly one of the two is needed
 * @param previousKeys   keys that tokens may still be encrypted with, as {@code keyId:key}, separated by commas; meant to
 *                       come from the environment variable BREAKWATER_TOKEN_PREVIOUS_KEYS
 * @param secretsFolder  a folder with one file per secret, for secrets that are not in the environment; default none
 * @param allowedHosts   the only hosts that a binding may call; default the loopback ones
 * @param connectTimeout how long a connection to a platform may take; default 2 s
 * @param answerTimeout  how long a platform may take from the call to the last byte of its answer, at most 4 s;
 *                       default 4 s
 * @param answerLimit    how long an answer may be; default 64 KB
 * @param callsAtOnce    how many platforms are asked at the same time; default 4
 * @param firstBackOff   pause after the first failure, doubled by each further one; default 1 s
 * @param backOffLimit   the longest pause between tries; default 60 s
 * @param refusalSpacing the least time between two asks that refused tokens are the reason of; doubled by each further one,
 *                       up to an hour; default 30 s
 * @param apiKeys        who may fetch tokens over HTTP, by a name of theirs; default nobody
 * @param bindings       what is kept fresh, by the name that scenarios use; letters, digits, {@code -} and {@code _}
 */
@ConfigurationProperties(SettingsReader.PREFIX)
public record TokenServiceSettings(
        @DefaultValue("127.0.0.1:18092") String kafkaServers,
        @DefaultValue("local") String keyId,
        @Nullable Secret key,
        @Nullable String keyFile,
        @Nullable Secret previousKeys,
        @Nullable String secretsFolder,
        @DefaultValue({"127.0.0.1", "localhost", "[::1]"}) List<String> allowedHosts,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("4s") Duration answerTimeout,
        @DefaultValue("64KB") DataSize answerLimit,
        @DefaultValue("4") int callsAtOnce,
        @DefaultValue("1s") Duration firstBackOff,
        @DefaultValue("60s") Duration backOffLimit,
        @DefaultValue("30s") Duration refusalSpacing,
        @DefaultValue Map<String, ApiKeySettings> apiKeys,
        @DefaultValue Map<String, BindingSettings> bindings) {

    /** Copies the collections. */
    public TokenServiceSettings {
        allowedHosts = List.copyOf(allowedHosts);
        apiKeys = Map.copyOf(apiKeys);
        bindings = Map.copyOf(bindings);
    }

    /**
     * Somebody who may fetch tokens over HTTP.
     *
     * @param sha256   SHA-256 of the key, 64 hexadecimal digits; exactly one of this and {@code key}
     * @param key      the key itself, a secret
     * @param bindings what may be fetched; {@code *} for all
     */
    public record ApiKeySettings(
            @DefaultValue("") String sha256,
            @DefaultValue("") String key,
            @DefaultValue List<String> bindings) {

        /** Copies the list. */
        public ApiKeySettings {
            bindings = List.copyOf(bindings);
        }
    }
}
