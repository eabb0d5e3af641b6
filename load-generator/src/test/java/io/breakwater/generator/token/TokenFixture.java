package io.breakwater.generator.token;

import io.breakwater.events.token.TokenFields;
import java.time.Instant;
import java.util.Map;

/** Puts tokens where tests of other packages need them. */
public final class TokenFixture {

    private TokenFixture() {}

    public static void set(TokenSlot slot, String token, long expiresAtMillis) {
        set(slot, 0, 1, TokenFields.of(token), expiresAtMillis, TokenRejections.NOWHERE);
    }

    public static void set(TokenSlot slot, Map<String, String> fields) {
        set(slot, 0, 1, new TokenFields(fields), Long.MAX_VALUE, TokenRejections.NOWHERE);
    }

    public static void set(
            TokenSlot slot,
            int member,
            int members,
            TokenFields fields,
            long expiresAtMillis,
            TokenRejections rejections) {
        slot.set(new HeldToken("shop", member, members, fields, Instant.EPOCH, expiresAtMillis, true, rejections));
    }

    static HeldToken held(int member, int members, String token, TokenRejections rejections) {
        return new HeldToken(
                "shop", member, members, TokenFields.of(token), Instant.EPOCH, Long.MAX_VALUE, true, rejections);
    }
}
