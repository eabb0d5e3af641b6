/**
 * Tokens of users of Alipay and of Alipay+ wallets, whose calls and answers are signed with RSA. Start at {@link
 * io.breakwater.token.platform.alipay.RsaKeys}.
 */
@NullMarked
package io.breakwater.token.platform.alipay;

import org.jspecify.annotations.NullMarked;
