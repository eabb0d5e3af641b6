/** WeChat's tokens and sessions. Start at {@link io.breakwater.token.platform.wechat.WeChatAnswers}. */
@NullMarked
package io.breakwater.token.platform.wechat;

import org.jspecify.annotations.NullMarked;
