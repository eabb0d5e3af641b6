package io.breakwater.token.platform.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.AnswerText;
import io.breakwater.token.platform.HttpCalls.NoAnswerException;
import io.breakwater.token.platform.HttpCalls.Reply;
import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.platform.file.CodesFile;
import io.breakwater.token.settings.PlatformSettings.AlipayPlusSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tokens of users of an Alipay+ wallet, by {@code applyToken}: an authorization code, good for once, then refresh tokens, each
 * good for once too. Calls are signed in headers (RSA256), and only answers that the wallet signed are believed.
 */
public final class AlipayPlusTokens implements Platform {

    private static final Pattern SIGNATURE = Pattern.compile("signature\\s*=\\s*([^,\\s]+)");

    private final PlatformTools tools;
    private final URI url;
    private final AlipayPlusSettings settings;
    private final RsaKeys keys;
    private final CodesFile codes;

    private AlipayPlusTokens(PlatformTools tools, URI url, AlipayPlusSettings settings, RsaKeys keys, CodesFile codes) {
        this.tools = tools;
        this.url = url;
        this.settings = settings;
        this.keys = keys;
        this.codes = codes;
    }

    /** The platform that the settings describe, of no use when a problem was found. */
    public static Platform open(AlipayPlusSettings settings, PlatformTools tools, Place place) {
        tools.text("client-id", settings.clientId(), place);
        tools.text("customer-belongs-to", settings.customerBelongsTo(), place);
        if (!settings.clientId().matches("[\\x21-\\x7e]*")) {
            place.problem("client-id", "characters that no header takes", "printable characters without blanks");
        }
        return new AlipayPlusTokens(
                tools,
                tools.url("url", settings.url(), place),
                settings,
                RsaKeys.open(settings.privateKey(), settings.platformKey(), tools, place),
                CodesFile.open("codes", settings.codes(), tools, place));
    }

    @Override
    public PlatformAnswer ask(Ask ask) throws InterruptedException {
        Map<String, String> fields = new TreeMap<>();
        Optional<TokenFields> ofThisCode = ask.inForce().filter(held -> codes.isOf(ask.member(), held));
        Optional<String> refreshToken = ofThisCode.flatMap(held -> held.field("refresh_token"));
        if (ofThisCode.isPresent() && refreshToken.isEmpty()) {
            return new PlatformAnswer.Refused(
                    "code " + (ask.member() + 1) + ": used up (expected: a new one in codes)");
        }
        fields.put("grantType", refreshToken.isPresent() ? "REFRESH_TOKEN" : "AUTHORIZATION_CODE");
        fields.put(
                refreshToken.isPresent() ? "refreshToken" : "authCode",
                refreshToken.orElseGet(() -> codes.code(ask.member())));
        fields.put("customerBelongsTo", settings.customerBelongsTo());
        fields.put("appId", settings.appId());
        fields.put("authClientId", settings.authClientId());
        fields.values().removeIf(String::isEmpty);
        String body = new String(EventCodec.encode(fields), UTF_8);
        String time = tools.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        String signature =
                URLEncoder.encode(keys.sign(signedText(url.getRawPath(), settings.clientId(), time, body)), UTF_8);
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("Client-Id", settings.clientId())
                .header("Request-Time", time)
                .header(
                        "Signature",
                        "algorithm=RSA256, keyVersion=" + settings.keyVersion() + ", signature=" + signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return read(ask.member(), tools.calls().exchange(request));
        } catch (NoAnswerException e) {
            return new PlatformAnswer.Unreachable(e.reason());
        }
    }

    /** What is signed, of a call with the time of the call, of an answer with that of the answer. */
    static String signedText(String path, String clientId, String time, String body) {
        return "POST " + path + "\n" + clientId + "." + time + "." + body;
    }

    private PlatformAnswer read(int member, Reply reply) {
        Optional<Object> json = AnswerText.json(reply.body());
        Optional<Object> result = json.flatMap(answer -> AnswerText.object(answer, "result"));
        if (result.isEmpty()) {
            return AnswerText.withoutToken(reply);
        }
        String status = AnswerText.text(result.get(), "resultStatus").orElse("");
        if (!status.equals("S")) {
            String said = AnswerText.text(result.get(), "resultCode").orElse("") + ": "
                    + AnswerText.text(result.get(), "resultMessage").orElse("");
            String words = AnswerText.words(tools.secrets(), said);
            // U: unknown, try again.
            return status.equals("U") ? new PlatformAnswer.Busy(words) : new PlatformAnswer.Refused(words);
        }
        return isSigned(reply)
                ? granted(member, json.get())
                : new PlatformAnswer.Refused(
                        "answer: not signed by the platform-key (expected: the wallet's signature)");
    }

    private boolean isSigned(Reply reply) {
        String time = reply.headers().firstValue("Response-Time").orElse("");
        Matcher signature =
                SIGNATURE.matcher(reply.headers().firstValue("Signature").orElse(""));
        if (!signature.find()) {
            return false;
        }
        String text = signedText(url.getRawPath(), settings.clientId(), time, new String(reply.body(), UTF_8));
        try {
            return keys.isSigned(text, URLDecoder.decode(signature.group(1), UTF_8));
        } catch (IllegalArgumentException e) {
            // A lone %: nobody signed that.
            return false;
        }
    }

    private PlatformAnswer granted(int member, Object answer) {
        Map<String, String> values = new HashMap<>();
        AnswerText.text(answer, "refreshToken")
                .filter(text -> !text.isEmpty())
                .ifPresent(t -> values.put("refresh_token", t));
        AnswerText.text(answer, "customerId")
                .filter(text -> !text.isEmpty())
                .ifPresent(t -> values.put("customer_id", t));
        values.put(TokenFields.TOKEN, AnswerText.text(answer, "accessToken").orElse(""));
        values.put(CodesFile.FIELD, codes.fingerprint(member));
        return AnswerText.granted(
                values, AnswerText.text(answer, "accessTokenExpiryTime").flatMap(this::until));
    }

    private Optional<Duration> until(String text) {
        try {
            Duration life = Duration.between(
                    tools.clock().instant(), OffsetDateTime.parse(text).toInstant());
            return AnswerText.seconds(String.valueOf(life.toSeconds()));
        } catch (DateTimeException e) {
            // Told as an answer without a life.
            return Optional.empty();
        }
    }

    @Override
    public int members() {
        return codes.size();
    }

    @Override
    public boolean isCurrent(int member, TokenFields inForce, Instant expiresAt) {
        return codes.isOf(member, inForce);
    }

    @Override
    public boolean hasChanged() {
        return codes.hasChanged();
    }
}
