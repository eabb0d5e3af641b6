package io.breakwater.events.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCipherTest {

    private static final byte[] KEY_BYTES = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final String KEY = Base64.getEncoder().encodeToString(KEY_BYTES);
    private static final Instant OBTAINED = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant EXPIRES = OBTAINED.plusSeconds(7200);

    private final TokenCipher cipher = TokenCipher.of("k1", KEY);

    @Test
    void opensWhatItEncryptedAfterATripOverTheWire() throws Exception {
        PlatformToken sent = cipher.encrypt("demo-shop", 0, 1, TokenFields.of("73_token-令牌"), OBTAINED, EXPIRES);

        PlatformToken read = EventCodec.decode(EventCodec.encode(sent), PlatformToken.class);

        assertThat(TokenCipher.of("k1", KEY + "\n").decrypt(read).token()).isEqualTo("73_token-令牌");
        assertThat(read.binding()).isEqualTo("demo-shop");
        assertThat(read.keyId()).isEqualTo("k1");
        assertThat(read.obtainedAt()).isEqualTo(OBTAINED);
        assertThat(read.expiresAt()).isEqualTo(EXPIRES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"binding", "keyId", "ciphertext", "obtainedAt", "expiresAt"})
    void aRecordWithNullInsteadOfAComponentIsUnreadable_andAsControlReadableWithIt(String component) throws Exception {
        String whole = new String(
                EventCodec.encode(cipher.encrypt("demo-shop", 0, 1, TokenFields.of("t"), OBTAINED, EXPIRES)), UTF_8);
        String poisoned = whole.replaceFirst("\"" + component + "\":\"[^\"]*\"", "\"" + component + "\":null");

        assertThat(EventCodec.decode(whole.getBytes(UTF_8), PlatformToken.class).binding())
                .isEqualTo("demo-shop");
        assertThat(poisoned).isNotEqualTo(whole);
        assertThatThrownBy(() -> EventCodec.decode(poisoned.getBytes(UTF_8), PlatformToken.class))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining(component);
    }

    @Test
    void laysOutNonceThenCiphertextAndTagWithTheBindingAsAdditionalData() throws Exception {
        byte[] ciphertext = cipher.encrypt("demo-shop", 0, 1, TokenFields.of("token"), OBTAINED, EXPIRES)
                .ciphertext();

        Cipher plain = Cipher.getInstance("AES/GCM/NoPadding");
        plain.init(
                Cipher.DECRYPT_MODE, new SecretKeySpec(KEY_BYTES, "AES"), new GCMParameterSpec(128, ciphertext, 0, 12));
        plain.updateAAD("demo-shop".getBytes(UTF_8));

        assertThat(ciphertext).hasSize(12 + "{\"token\":\"token\"}".length() + 16);
        assertThat(plain.doFinal(ciphertext, 12, ciphertext.length - 12))
                .asString(UTF_8)
                .isEqualTo("{\"token\":\"token\"}");
    }

    @Test
    void neverUsesANonceTwice() {
        byte[] one = cipher.encrypt("demo-shop", 0, 1, TokenFields.of("token"), OBTAINED, EXPIRES)
                .ciphertext();
        byte[] two = cipher.encrypt("demo-shop", 0, 1, TokenFields.of("token"), OBTAINED, EXPIRES)
                .ciphertext();

        assertThat(Arrays.copyOf(one, 12)).isNotEqualTo(Arrays.copyOf(two, 12));
    }

    @Test
    void refusesATokenOfAnotherBinding() {
        PlatformToken token = cipher.encrypt("demo-shop", 0, 1, TokenFields.of("token"), OBTAINED, EXPIRES);

        assertThatThrownBy(() -> cipher.decrypt(
                        new PlatformToken("other-shop", 0, 1, token.keyId(), token.ciphertext(), OBTAINED, EXPIRES)))
                .isInstanceOf(UnreadableTokenException.class)
                .hasMessageStartingWith("token of other-shop: not authentic (expected: ");
    }

    @Test
    void refusesATokenOfAnotherMember() {
        PlatformToken token = cipher.encrypt("demo-shop", 1, 3, TokenFields.of("token"), OBTAINED, EXPIRES);

        assertThatThrownBy(() -> cipher.decrypt(
                        new PlatformToken("demo-shop", 2, 3, token.keyId(), token.ciphertext(), OBTAINED, EXPIRES)))
                .isInstanceOf(UnreadableTokenException.class)
                .hasMessageStartingWith("token of demo-shop#2: not authentic (expected: ");
    }

    @Test
    void refusesWhatIsNoObjectOfTextsWithoutShowingIt() {
        for (String sealed : new String[] {"secret-text", "[\"secret-text\"]", "{\"token\":1}", "{\"other\":\"x\"}"}) {
            byte[] ciphertext = cipher.seal("demo-shop", sealed.getBytes(UTF_8));

            assertThatThrownBy(() ->
                            cipher.decrypt(new PlatformToken("demo-shop", 0, 1, "k1", ciphertext, OBTAINED, EXPIRES)))
                    .isInstanceOf(UnreadableTokenException.class)
                    .hasMessageStartingWith("token of demo-shop: ")
                    .hasMessageNotContaining("secret-text")
                    .hasNoCause();
        }
    }

    @Test
    void refusesADamagedToken() {
        PlatformToken token = cipher.encrypt("demo-shop", 0, 1, TokenFields.of("token"), OBTAINED, EXPIRES);
        byte[] damaged = token.ciphertext().clone();
        damaged[15] ^= 1;

        assertThatThrownBy(() ->
                        cipher.decrypt(new PlatformToken("demo-shop", 0, 1, token.keyId(), damaged, OBTAINED, EXPIRES)))
                .isInstanceOf(UnreadableTokenException.class);
        assertThatThrownBy(() -> cipher.decrypt(
                        new PlatformToken("demo-shop", 0, 1, token.keyId(), new byte[9], OBTAINED, EXPIRES)))
                .isInstanceOf(UnreadableTokenException.class)
                .hasMessage("token of demo-shop: 9 bytes (expected: at least 28, nonce and tag)");
    }

    @Test
    void namesTheKeyThatWouldBeNeeded() {
        PlatformToken token = cipher.encrypt("demo-shop", 0, 1, TokenFields.of("token"), OBTAINED, EXPIRES);

        assertThatThrownBy(() -> TokenCipher.of("k2", KEY).decrypt(token))
                .isInstanceOf(UnreadableTokenException.class)
                .hasMessage("token of demo-shop: key k1 (expected: key k2)");
    }

    @Test
    void refusesAKeyOfAnotherLengthWithoutShowingIt() {
        assertThatThrownBy(
                        () -> TokenCipher.of("k1", Base64.getEncoder().encodeToString("short-secret".getBytes(UTF_8))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token key: 12 bytes (expected: 32 bytes in Base64)");
        assertThatThrownBy(() -> TokenCipher.of("k1", "not*base64"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("token key: 10 characters that are not Base64 (expected: 32 bytes in Base64)");
        assertThat(cipher).hasToString("TokenCipher[keyId=k1]");
    }
}
