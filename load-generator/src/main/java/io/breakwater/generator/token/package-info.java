/**
 * Platform tokens as they come on their topic, decrypted and ready to be written into requests. Start at {@link
 * io.breakwater.generator.token.PlatformTokens}. No token is ever logged.
 */
@NullMarked
package io.breakwater.generator.token;

import org.jspecify.annotations.NullMarked;
