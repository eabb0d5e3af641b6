/**
 * The token service: asks platforms for tokens ahead of their expiry and publishes them. Start at {@link
 * io.breakwater.token.TokenServiceMain}; the stages are {@code platform}, {@code refresh}, {@code publish} and {@code
 * binding}.
 */
@NullMarked
package io.breakwater.token;

import org.jspecify.annotations.NullMarked;
