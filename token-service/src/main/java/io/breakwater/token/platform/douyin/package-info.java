/** Douyin's tokens. Start at {@link io.breakwater.token.platform.douyin.DouyinToken}. */
@NullMarked
package io.breakwater.token.platform.douyin;

import org.jspecify.annotations.NullMarked;
