/**
 * Secrets and the texts they are put into. Start at {@link io.breakwater.token.secret.Secrets}. Nothing here shows a
 * secret in {@code toString} or in a message.
 */
@NullMarked
package io.breakwater.token.secret;

import org.jspecify.annotations.NullMarked;
