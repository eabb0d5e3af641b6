/** Credentials of signed messages. Start at {@link io.breakwater.token.platform.message.MessageCredentialsPlatform}. */
@NullMarked
package io.breakwater.token.platform.message;

import org.jspecify.annotations.NullMarked;
