/**
 * How a platform is asked for a token: the seam for further platforms. Start at {@link
 * io.breakwater.token.platform.Platform}; {@link io.breakwater.token.platform.Platforms} opens the one that a binding's
 * settings name.
 */
@NullMarked
package io.breakwater.token.platform;

import org.jspecify.annotations.NullMarked;
