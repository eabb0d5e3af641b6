package io.breakwater.events.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenKeysTest {

    private static final Instant OBTAINED = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant EXPIRES = OBTAINED.plusSeconds(7200);
    private static final String OLD_KEY =
            Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
    private static final String NEW_KEY =
            Base64.getEncoder().encodeToString("fedcba9876543210fedcba9876543210".getBytes(UTF_8));

    private final TokenKeys before = TokenKeys.of(TokenCipher.of("old", OLD_KEY));
    private final TokenKeys after =
            TokenKeys.of(TokenCipher.of("new", NEW_KEY), TokenKeys.parsePrevious("old:" + OLD_KEY + "\n"));

    @Test
    void opensWhatThePreviousKeyEncryptedAndEncryptsWithTheCurrentOne() throws Exception {
        PlatformToken old = before.encrypt("shop", 0, 1, TokenFields.of("one"), OBTAINED, EXPIRES);
        PlatformToken fresh = after.encrypt("shop", 0, 1, TokenFields.of("two"), OBTAINED, EXPIRES);

        assertThat(after.decrypt(old).token()).isEqualTo("one");
        assertThat(after.decrypt(fresh).token()).isEqualTo("two");
        assertThat(after.isCurrent(old)).isFalse();
        assertThat(after.isCurrent(fresh)).isTrue();
        assertThatThrownBy(() -> before.decrypt(fresh))
                .isInstanceOf(UnreadableTokenException.class)
                .hasMessage("token of shop: key new (expected: key old)");
    }

    @Test
    void tellsWhatIsWrongWithPreviousKeysWithoutShowingThem() {
        assertThatThrownBy(() -> TokenKeys.parsePrevious(OLD_KEY))
                .hasMessage("previous token key: 44 characters without a name (expected: keyId:key, the key 32 bytes in"
                        + " Base64)");
        assertThatThrownBy(() -> TokenKeys.parsePrevious("old:c2hvcnQ="))
                .hasMessage("token key: 5 bytes (expected: 32 bytes in Base64)");
        assertThatThrownBy(() -> TokenKeys.of(TokenCipher.of("k", NEW_KEY), List.of(TokenCipher.of("k", OLD_KEY))))
                .hasMessage("token key id: k twice (expected: a name of its own for each key)");
        assertThat(TokenKeys.parsePrevious(" ")).isEmpty();
        assertThat(after).hasToString("TokenKeys[current=new, keys=2]");
    }
}
