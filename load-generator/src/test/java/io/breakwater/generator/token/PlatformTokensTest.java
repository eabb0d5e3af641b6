package io.breakwater.generator.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.TokenFields;
import io.breakwater.generator.data.ValueEncoding;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final TokenCipher cipher = TokenCipher.of("k", Base64.getEncoder().encodeToString(new byte[32]));
    private final PlatformTokens tokens = new PlatformTokens(Optional.of(cipher), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void holdsTheTokenInForceUntilItExpires() throws Exception {
        accept("shop", "first", 60);
        accept("shop", "second", 120);

        assertThat(tokens.await("shop", System.nanoTime())).isEmpty();
        assertThat(tokens.slot("shop").bytes(ValueEncoding.PLAIN, NOW.toEpochMilli()))
                .asString()
                .isEqualTo("second");
        assertThat(tokens.slot("shop").isValid(NOW.plusSeconds(120).toEpochMilli()))
                .isFalse();
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
    void keepsTheTokenWhenARecordCannotBeOpenedAndDropsItWhenItIsWithdrawn() throws Exception {
        accept("shop", "good", 60);

        tokens.accept("shop", new byte[] {1, 2});
        tokens.accept(
                "shop",
                EventCodec.encode(cipher.encrypt("other", 0, 1, TokenFields.of("stolen"), NOW, NOW.plusSeconds(60))));
        assertThat(tokens.slot("shop").bytes(ValueEncoding.PLAIN, NOW.toEpochMilli()))
                .asString()
                .isEqualTo("good");

        tokens.accept("shop", null);
        assertThat(tokens.slot("shop").isValid(NOW.toEpochMilli())).isFalse();
    }

    private void accept(String binding, String token, long expiresInSeconds) {
        tokens.accept(
                binding,
                EventCodec.encode(
                        cipher.encrypt(binding, 0, 1, TokenFields.of(token), NOW, NOW.plusSeconds(expiresInSeconds))));
    }
}
