/**
 * The platform simulator: tokens of WeChat, Alipay, Alipay+ and Douyin as the platforms issue them, with their limits and
 * failures.
 *
 * <p>Start at {@link io.breakwater.target.platform.PlatformSimulator}; a platform's call is a {@code PlatformCall}. Confined
 * to one event loop.
 */
@NullMarked
package io.breakwater.target.platform;

import org.jspecify.annotations.NullMarked;
