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
 * @param secretsFolder  a folder with one file per secret, for secrets that are not in the environment; default none
 * @param allowedHosts   the only hosts that a binding may call; default the loopback ones
 * @param connectTimeout how long a connection to a platform may take; default 2 s
 * @param answerTimeout  how long a platform may take from the call to the last byte of its answer; default 5 s
 * @param answerLimit    how long an answer may be; default 64 KB
 * @param callsAtOnce    how many platforms are asked at the same time; default 4
 * @param firstBackOff   pause after the first failure, doubled by each further one; default 1 s
 * @param backOffLimit   the longest pause between tries; default 60 s
 * @param bindings       what is kept fresh, by the name that scenarios use; letters, digits, {@code -} and {@code _}
 */
@ConfigurationProperties(SettingsReader.PREFIX)
public record TokenServiceSettings(
        @DefaultValue("127.0.0.1:18092") String kafkaServers,
        @DefaultValue("local") String keyId,
        @Nullable Secret key,
        @Nullable String keyFile,
        @Nullable String secretsFolder,
        @DefaultValue({"127.0.0.1", "localhost", "[::1]"}) List<String> allowedHosts,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("5s") Duration answerTimeout,
        @DefaultValue("64KB") DataSize answerLimit,
        @DefaultValue("4") int callsAtOnce,
        @DefaultValue("1s") Duration firstBackOff,
        @DefaultValue("60s") Duration backOffLimit,
        @DefaultValue Map<String, BindingSettings> bindings) {

    /** Copies the collections. */
    public TokenServiceSettings {
        allowedHosts = List.copyOf(allowedHosts);
        bindings = Map.copyOf(bindings);
    }

    /**
     * One token that is kept fresh: how often, and the settings of exactly one platform.
     *
     * @param refreshMargin how long before expiry a token is replaced, though never more than half of its life; default
     *                      5 minutes, as long as WeChat lets the old and the new one be valid side by side
     * @param httpCall      the platform is a configurable HTTP call
     */
    public record BindingSettings(
            @DefaultValue("5m") Duration refreshMargin,
            @Nullable HttpCallSettings httpCall) {}

    /**
     * A platform that answers one HTTP call with a JSON object. Texts marked with * may hold <code>${secret.NAME}</code>,
     * which is escaped as its place needs it.
     *
     * @param method  GET or POST; default GET
     * @param url     what is called *; the host must be among the allowed ones
     * @param headers further headers *; default none
     * @param body    what is sent *; only with POST; its Content-Type comes from the headers, default application/json
     * @param token   where the answer has the token; default {@code $.access_token}
     * @param life    where the answer has the token's life in seconds, or a fixed life such as {@code 2h}; default
     *                {@code $.expires_in}
     * @param refusal how a refusal looks that comes with status 200
     */
    public record HttpCallSettings(
            @DefaultValue("GET") String method,
            @DefaultValue("") String url,
            @DefaultValue Map<String, String> headers,
            @DefaultValue("") String body,
            @DefaultValue("$.access_token") String token,
            @DefaultValue("$.expires_in") String life,
            @DefaultValue RefusalSettings refusal) {

        /** Copies the map. */
        public HttpCallSettings {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * How a refusal looks. The defaults are WeChat's.
     *
     * @param code     where the answer has its code; an answer without it is no refusal; default {@code $.errcode}
     * @param accepted codes that are no refusal; default 0
     * @param busy     codes that mean "try again soon"; default -1
     * @param message  where the answer says why; default {@code $.errmsg}
     */
    public record RefusalSettings(
            @DefaultValue("$.errcode") String code,
            @DefaultValue("0") List<String> accepted,
            @DefaultValue("-1") List<String> busy,
            @DefaultValue("$.errmsg") String message) {

        /** Copies the lists. */
        public RefusalSettings {
            accepted = List.copyOf(accepted);
            busy = List.copyOf(busy);
        }
    }
}
