package io.breakwater.events.token;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Check.Expected;
import io.breakwater.events.scenario.Check.Operator;
import io.breakwater.events.scenario.Check.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A host platform, by how answers tell that its token was refused and how they tell success: with HTTP 200 either way. A mini
 * program's backend hands its platform's envelope on, which is what these checks look at. Immutable.
 */
public enum TokenPlatform {
    /** {@code {"errcode":40001,"errmsg":"…"}}, where success is 0 or no errcode at all. */
    WECHAT("wechat"),
    /**
     * Gateway code 20001 with its reason in {@code sub_code}: at the top, as a backend hands it on, or in {@code
     * error_response}, as the gateway itself writes it. Success is 10000 or no code at all.
     */
    ALIPAY("alipay"),
    /** {@code {"result":{"resultCode":"…","resultStatus":"S"|"F"|"U"}}}, where success is S or no result at all. */
    ALIPAY_PLUS("alipay-plus"),
    /** {@code {"err_no":28001003,"err_msg":"…"}}, where success is 0 or no err_no at all. */
    DOUYIN("douyin"),
    /** No platform's envelope: nothing is taken for a refusal, and any successful status will do. */
    NONE("none");

    private final String word;

    TokenPlatform(String word) {
        this.word = word;
    }

    /** Its name in files. */
    public String word() {
        return word;
    }

    /** The platform of this name in files. */
    public static Optional<TokenPlatform> ofWord(String word) {
        return Stream.of(values())
                .filter(platform -> platform.word.equals(word))
                .findFirst();
    }

    /** What an answer must satisfy where a step that uses a token says nothing itself: all of them. */
    public List<Check> businessChecks() {
        return switch (this) {
            case WECHAT -> success("$.errcode", "0");
            case ALIPAY -> success("$.code", "10000");
            case ALIPAY_PLUS -> success("$.result.resultStatus", "S");
            case DOUYIN -> success("$.err_no", "0");
            case NONE -> List.of();
        };
    }

    /** Any of these says that the token was refused, for whatever reason. */
    public List<Check> refusedWhen() {
        List<Check> invalid = switch (this) {
            // Replaced or of another application; no token of the platform.
            case WECHAT -> List.of(in("$.errcode", "40001", "40014"));
            case ALIPAY -> List.of(in("$.code", "20001"), in("$.error_response.code", "20001"));
            case ALIPAY_PLUS -> List.of(in("$.result.resultCode", "INVALID_ACCESS_TOKEN"));
            case DOUYIN -> List.of(in("$.err_no", "28001003"));
            case NONE -> List.of();
        };
        return Stream.concat(expiredWhen().stream(), invalid.stream()).toList();
    }

    /** Those of {@link #refusedWhen} which say that the token's time is up. */
    public List<Check> expiredWhen() {
        String[] alipay = {"aop.auth-token-time-out", "aop.app-auth-token-time-out"};
        return switch (this) {
            case WECHAT -> List.of(in("$.errcode", "42001"));
            case ALIPAY -> List.of(in("$.sub_code", alipay), in("$.error_response.sub_code", alipay));
            case ALIPAY_PLUS -> List.of(in("$.result.resultCode", "EXPIRED_ACCESS_TOKEN"));
            case DOUYIN -> List.of(in("$.err_no", "28001008"));
            case NONE -> List.of();
        };
    }

    /** A successful status, and the platform's code of success, or none. */
    private static List<Check> success(String path, String code) {
        Check status = new Check(
                Subject.STATUS,
                "",
                Operator.IN,
                false,
                List.of(new Expected("200", Optional.of("299"))),
                Optional.empty());
        return List.of(status, in(path, code).absentIs("\"" + code + "\""));
    }

    private static Check in(String path, String... codes) {
        return Check.in(
                Subject.JSON,
                path,
                Stream.of(codes).flatMap(TokenPlatform::scalars).toList());
    }

    /** A code as a JSON text, and as a number where it is one: backends hand on either. */
    private static Stream<String> scalars(String code) {
        String text = "\"" + code + "\"";
        return code.chars().allMatch(Character::isDigit) ? Stream.of(code, text) : Stream.of(text);
    }
}
