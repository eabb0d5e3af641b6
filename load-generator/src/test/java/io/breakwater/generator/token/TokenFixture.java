package io.breakwater.generator.token;

/** Puts tokens where tests of other packages need them. */
public final class TokenFixture {

    private TokenFixture() {}

    public static void set(TokenSlot slot, String token, long expiresAtMillis) {
        slot.set(token, expiresAtMillis);
    }
}
