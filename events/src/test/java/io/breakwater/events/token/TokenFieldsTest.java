package io.breakwater.events.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenFieldsTest {

    @Test
    void isNamedByTheBeginningOfItsDigest() {
        assertThat(TokenFields.of("abc").fingerprint()).isEqualTo("ba7816bf8f01cfea");
    }

    @Test
    void showsNamesOnly() {
        TokenFields fields = new TokenFields(Map.of("token", "secret-token", "openid", "secret-id"));

        assertThat(fields).hasToString("TokenFields[openid, token]");
        assertThat(fields.token()).isEqualTo("secret-token");
        assertThat(fields.field("openid")).contains("secret-id");
        assertThat(fields.field("session_key")).isEmpty();
    }

    @Test
    void refusesWhatCouldEndAHeader() {
        assertThatThrownBy(() -> TokenFields.of("a\r\nX-Evil: 1"))
                .hasMessage("token field token: 12 characters (expected: 1 to 8192 without control characters)");
        assertThatThrownBy(() -> TokenFields.of("")).hasMessageContaining("0 characters");
        assertThatThrownBy(() -> new TokenFields(Map.of("openid", "o")))
                .hasMessage("token fields: [openid] (expected: token among them)");
        assertThatThrownBy(() -> new TokenFields(Map.of("token", "t", "Open Id", "o")))
                .hasMessageStartingWith("token field: Open Id (expected: ");
    }

    @Test
    void aRefusalHoldsNoTokenInPlaceOfItsFingerprint() {
        assertThatThrownBy(() -> new TokenRejected("shop", 0, "secret-token", "40001", "r", "g", Instant.EPOCH))
                .hasMessage("fingerprint: 12 characters (expected: 16 hexadecimal digits)");
    }
}
