package io.breakwater.token.refresh;

import io.breakwater.token.secret.Secret;
import java.time.Instant;

/**
 * A token and when it is valid.
 *
 * @param token      the token
 * @param obtainedAt when the platform gave it
 * @param expiresAt  when it stops being valid
 */
public record HeldToken(Secret token, Instant obtainedAt, Instant expiresAt) {

    boolean isValidAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
