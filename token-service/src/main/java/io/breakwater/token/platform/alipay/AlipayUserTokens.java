package io.breakwater.token.platform.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.AnswerText;
import io.breakwater.token.platform.HttpCalls.NoAnswerException;
import io.breakwater.token.platform.HttpCalls.Reply;
import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.platform.file.CodesFile;
import io.breakwater.token.settings.PlatformSettings.AlipayUserSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tokens of Alipay users, by {@code alipay.system.oauth.token}: an authorization code, good for once, then refresh tokens.
 * Calls are signed (RSA2), and only answers that Alipay signed are believed.
 */
public final class AlipayUserTokens implements Platform {

    private static final String ANSWER = "alipay_system_oauth_token_response";
    private static final String ERROR = "error_response";

    /** The platform's clock, whatever the zone of this machine. */
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));

    /** "Unknown error, try again." */
    private static final String BUSY = "20000";

    private final PlatformTools tools;
    private final URI url;
    private final String appId;
    private final RsaKeys keys;
    private final CodesFile codes;

    private AlipayUserTokens(PlatformTools tools, URI url, String appId, RsaKeys keys, CodesFile codes) {
        this.tools = tools;
        this.url = url;
        this.appId = appId;
        this.keys = keys;
        this.codes = codes;
    }

    /** The platform that the settings describe, of no use when a problem was found. */
    public static Platform open(AlipayUserSettings settings, PlatformTools tools, Place place) {
        return new AlipayUserTokens(
                tools,
                tools.url("url", settings.url(), place),
                tools.text("app-id", settings.appId(), place),
                RsaKeys.open(settings.privateKey(), settings.platformKey(), tools, place),
                CodesFile.open("codes", settings.codes(), tools, place));
    }

    @Override
    public PlatformAnswer ask(Ask ask) throws InterruptedException {
        SortedMap<String, String> parameters = new TreeMap<>();
        Optional<TokenFields> ofThisCode = ask.inForce().filter(fields -> codes.isOf(ask.member(), fields));
        Optional<String> refreshToken = ofThisCode.flatMap(fields -> fields.field("refresh_token"));
        if (ofThisCode.isPresent() && refreshToken.isEmpty()) {
            return new PlatformAnswer.Refused(
                    "code " + (ask.member() + 1) + ": used up (expected: a new one in codes)");
        }
        refreshToken.ifPresentOrElse(
                token -> {
                    parameters.put("grant_type", "refresh_token");
                    parameters.put("refresh_token", token);
                },
                () -> {
                    parameters.put("grant_type", "authorization_code");
                    parameters.put("code", codes.code(ask.member()));
                });
        parameters.put("app_id", appId);
        parameters.put("method", "alipay.system.oauth.token");
        parameters.put("format", "JSON");
        parameters.put("charset", "utf-8");
        parameters.put("sign_type", "RSA2");
        parameters.put("timestamp", TIMESTAMP.format(tools.clock().instant()));
        parameters.put("version", "1.0");
        parameters.put("sign", keys.sign(signedText(parameters)));
        String form = parameters.entrySet().stream()
                .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            return read(ask.member(), tools.calls().exchange(request));
        } catch (NoAnswerException e) {
            return new PlatformAnswer.Unreachable(e.reason());
        }
    }

    /** What is signed: all parameters but the signature that have a value, by name, as they are. */
    static String signedText(SortedMap<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(p -> !p.getKey().equals("sign") && !p.getValue().isEmpty())
                .map(p -> p.getKey() + "=" + p.getValue())
                .collect(Collectors.joining("&"));
    }

    private PlatformAnswer read(int member, Reply reply) {
        String text = new String(reply.body(), UTF_8);
        Optional<Object> json = AnswerText.json(reply.body());
        if (json.isEmpty()) {
            return AnswerText.withoutToken(reply);
        }
        Optional<Object> error = AnswerText.object(json.get(), ERROR);
        String name = error.isPresent() ? ERROR : ANSWER;
        Optional<Object> answer = error.isPresent() ? error : AnswerText.object(json.get(), ANSWER);
        if (answer.isEmpty()) {
            return AnswerText.withoutToken(reply);
        }
        boolean isSigned = RawMember.find(text, name)
                .filter(raw ->
                        keys.isSigned(raw, AnswerText.text(json.get(), "sign").orElse("")))
                .isPresent();
        // An error that says that our own signature is wrong may come without one of theirs.
        if (error.isPresent()) {
            return refusal(error.get(), isSigned ? "" : ", not signed");
        }
        return isSigned
                ? granted(member, answer.get())
                : new PlatformAnswer.Refused("answer: not signed by the platform-key (expected: Alipay's signature)");
    }

    private PlatformAnswer refusal(Object error, String unsigned) {
        String code = AnswerText.text(error, "code").orElse("");
        String said = "code " + code + unsigned + ": "
                + AnswerText.text(error, "sub_code").orElse("") + " "
                + AnswerText.text(error, "sub_msg")
                        .or(() -> AnswerText.text(error, "msg"))
                        .orElse("");
        String words = AnswerText.words(tools.secrets(), said);
        return code.equals(BUSY) ? new PlatformAnswer.Busy(words) : new PlatformAnswer.Refused(words);
    }

    private PlatformAnswer granted(int member, Object answer) {
        Map<String, String> values = new HashMap<>();
        for (String name : new String[] {"user_id", "open_id", "refresh_token"}) {
            AnswerText.text(answer, name).filter(text -> !text.isEmpty()).ifPresent(text -> values.put(name, text));
        }
        values.put(TokenFields.TOKEN, AnswerText.text(answer, "access_token").orElse(""));
        values.put(CodesFile.FIELD, codes.fingerprint(member));
        // Seconds, a number or a text.
        return AnswerText.granted(values, AnswerText.text(answer, "expires_in").flatMap(AnswerText::seconds));
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
