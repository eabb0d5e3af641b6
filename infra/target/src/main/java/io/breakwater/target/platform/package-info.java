/**
 * The platform simulator: issues access tokens as WeChat does and says whether one is valid.
 *
 * <p>Start at {@link io.breakwater.target.platform.PlatformTokens}. Confined to one event loop.
 */
@NullMarked
package io.breakwater.target.platform;

import org.jspecify.annotations.NullMarked;
