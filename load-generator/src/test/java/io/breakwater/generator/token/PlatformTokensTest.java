package io.breakwater.generator.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.TokenFields;
import io.breakwater.events.token.TokenKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final TokenCipher cipher = cipher("k", 0);
    private final List<String> told = new ArrayList<>();
    private final PlatformTokens tokens = new PlatformTokens(
            Optional.of(TokenKeys.of(cipher, List.of(cipher("previous", 1)))),
            Clock.fixed(NOW, ZoneOffset.UTC),
            (token, code, runId) -> told.add(token.fingerprint() + " " + code + " " + runId));

    @Test
    void holdsTheTokenInForceUntilItExpires() throws Exception {
        accept("shop", "first", 60);
        accept("shop", "second", 120);

        assertThat(tokens.await("shop", System.nanoTime())).isEmpty();
        assertThat(token("shop", 7)).isEqualTo("second");
        assertThat(tokens.slot("shop").isValid(NOW.plusSeconds(120).toEpochMilli()))
                .isFalse();
    }

    @Test
    void givesEachVirtualUserItsMemberOfAPool_andItsFields() throws Exception {
        for (int member = 0; member < 3; member++) {
            accept(pool(member, 3, 60, true));
        }

        assertThat(tokens.await("users", System.nanoTime())).isEmpty();
        assertThat(token("users", 1)).isEqualTo("t-1");
        assertThat(token("users", 5)).isEqualTo("t-2");
        HeldToken last = Objects.requireNonNull(tokens.slot("users").of(2));
        assertThat(last.bytes("openid")).asString(StandardCharsets.UTF_8).isEqualTo("o-2");
        assertThat(last).hasToString("HeldToken[binding=users, member=2]");
    }

    @Test
    void aPoolIsValidOnlyWhenEachMemberIsThere_andShrinksAndGrows() throws Exception {
        accept(pool(0, 3, 60, true));
        accept(pool(2, 3, 60, true));
        assertThat(tokens.await("users", System.nanoTime()))
                .contains("tokens of users: 1 of 3 not valid (expected: all of them on platform-tokens)");

        tokens.accept("users#2", null);
        accept(pool(0, 1, 60, true));
        assertThat(tokens.await("users", System.nanoTime())).isEmpty();
        assertThat(token("users", 2)).isEqualTo("t-0");
    }

    @Test
    void aPoolKeepsItsMembersWhenAnOlderRecordOfASmallerPoolIsReadAfterThem() throws Exception {
        accept(pool(0, 3, NOW));
        accept(pool(2, 3, NOW.plusSeconds(2)));
        accept(pool(1, 2, NOW.plusSeconds(-60)));

        assertThat(tokens.await("users", System.nanoTime())).isEmpty();
        assertThat(token("users", 1)).isEqualTo("t-1");
        assertThat(token("users", 2)).isEqualTo("t-2");
    }

    @Test
    void aPoolShrinksAlthoughTheMembersThatAreGoneWereObtainedLast() throws Exception {
        for (int member = 0; member < 3; member++) {
            accept(pool(member, 3, NOW.plusSeconds(member)));
        }
        accept(pool(0, 1, NOW.plusMillis(1)));
        tokens.accept("users#1", null);
        tokens.accept("users#2", null);

        assertThat(tokens.await("users", System.nanoTime())).isEmpty();
        assertThat(token("users", 2)).isEqualTo("t-0");
        // The control: what was withdrawn does not come back with an older record, and a larger pool does.
        accept(pool(2, 3, NOW.plusSeconds(-60)));
        assertThat(token("users", 2)).isEqualTo("t-0");
        accept(pool(2, 3, NOW.plusSeconds(60)));
        assertThat(tokens.await("users", System.nanoTime()))
                .contains("tokens of users: 1 of 3 not valid (expected: all of them on platform-tokens)");
    }

    @Test
    void opensWhatAPreviousKeyEncrypted() throws Exception {
        accept(cipher("previous", 1).encrypt("shop", 0, 1, TokenFields.of("old key"), NOW, NOW.plusSeconds(60)));

        assertThat(token("shop", 0)).isEqualTo("old key");
    }

    @Test
    void saysWhyThereIsNone() throws Exception {
        accept("other", "x", 60);
        accept("shop", "expired", -1);

        assertThat(tokens.await("shop", System.nanoTime())).get().asString().contains("token of shop: none valid");
        assertThat(new PlatformTokens(Optional.empty(), Clock.systemUTC()).await("shop", System.nanoTime()))
                .get()
                .asString()
                .contains("BREAKWATER_TOKEN_KEY");
    }

    @Test
    void tokensThatNobodyReplacesMustOutlastTheRun_andAsControlThoseThatAreReplacedNeedNot() {
        accept(pool(0, 2, 1_800, false));
        accept(pool(1, 2, 90, false));

        assertThat(tokens.complaints("users", List.of("token"), Duration.ofMinutes(1)))
                .isEmpty();
        assertThat(tokens.complaints("users", List.of("token", "session_key"), Duration.ofMinutes(30)))
                .containsExactly(
                        "token of users: no field session_key (expected: one of [openid, token])",
                        "token of users: valid until 2026-11-20T12:01:30Z, for another 1m30s (expected: longer than the"
                                + " planned 30m of the run, for nobody replaces it)");
        accept("shop", "replaced", 60);
        assertThat(tokens.complaints("shop", List.of("token"), Duration.ofHours(5)))
                .isEmpty();
    }

    @Test
    void keepsTheTokenWhenARecordCannotBeOpenedAndDropsItWhenItIsWithdrawn() throws Exception {
        accept("shop", "good", 60);

        tokens.accept("shop", new byte[] {1, 2});
        PlatformToken other = cipher.encrypt("other", 0, 1, TokenFields.of("stolen"), NOW, NOW.plusSeconds(60));
        tokens.accept(
                "shop",
                EventCodec.encode(new PlatformToken(
                        "shop", 0, 1, other.keyId(), other.ciphertext(), NOW, NOW.plusSeconds(60), true)));
        assertThat(token("shop", 0)).isEqualTo("good");

        tokens.accept("shop", null);
        assertThat(tokens.slot("shop").isValid(NOW.toEpochMilli())).isFalse();
    }

    @Test
    void tellsOfARefusedTokenOnce_evenWhenTheSameComesAgain_andOfTheNextOneAnew() {
        accept("shop", "bad", 60);
        refuse("shop", "run-1");
        refuse("shop", "run-2");
        accept("shop", "bad", 60);
        refuse("shop", "run-2");
        assertThat(told).containsExactly(TokenFields.of("bad").fingerprint() + " 40001 run-1");

        accept("shop", "next", 60);
        refuse("shop", "run-2");
        assertThat(told).hasSize(2);
    }

    private void refuse(String binding, String runId) {
        HeldToken held = Objects.requireNonNull(tokens.slot(binding).of(0));
        held.refused("40001", runId);
    }

    private String token(String binding, long user) {
        HeldToken held = Objects.requireNonNull(tokens.slot(binding).of(user));
        return new String(Objects.requireNonNull(held.bytes("token")), StandardCharsets.UTF_8);
    }

    private PlatformToken pool(int member, int members, long expiresInSeconds, boolean refreshed) {
        TokenFields fields = new TokenFields(Map.of("token", "t-" + member, "openid", "o-" + member));
        return cipher.encrypt("users", member, members, fields, NOW, NOW.plusSeconds(expiresInSeconds), refreshed);
    }

    private PlatformToken pool(int member, int members, Instant obtainedAt) {
        return cipher.encrypt(
                "users", member, members, TokenFields.of("t-" + member), obtainedAt, NOW.plusSeconds(600), true);
    }

    private void accept(String binding, String token, long expiresInSeconds) {
        accept(cipher.encrypt(binding, 0, 1, TokenFields.of(token), NOW, NOW.plusSeconds(expiresInSeconds)));
    }

    private void accept(PlatformToken token) {
        tokens.accept(token.key(), EventCodec.encode(token));
    }

    private static TokenCipher cipher(String keyId, int seed) {
        byte[] key = new byte[32];
        key[0] = (byte) seed;
        return TokenCipher.of(keyId, Base64.getEncoder().encodeToString(key));
    }
}
