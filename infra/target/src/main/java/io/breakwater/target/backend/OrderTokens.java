package io.breakwater.target.backend;

import java.util.SplittableRandom;

/**
 * Tokens for one order each, issued by the event page and wanted by the payment.
 *
 * <p>A token proves itself (a number and its keyed hash), so nothing is kept for each. The hash is no cryptography: it
 * tells the backend's own tokens from made-up ones in a test, and nothing is bought.
 */
final class OrderTokens {

    private final long key = new SplittableRandom().nextLong();
    private long issued;

    String issue() {
        issued++;
        return "order-" + issued + "-" + Long.toHexString(proof(issued));
    }

    boolean isValid(String token) {
        String[] parts = token.split("-", -1);
        if (parts.length != 3 || !parts[0].equals("order") || !parts[1].matches("\\d{1,18}")) {
            return false;
        }
        long number = Long.parseLong(parts[1]);
        return number <= issued && parts[2].equals(Long.toHexString(proof(number)));
    }

    private long proof(long number) {
        return new SplittableRandom(key ^ number).nextLong();
    }
}
