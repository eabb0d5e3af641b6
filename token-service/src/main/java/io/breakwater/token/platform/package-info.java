/**
 * What a platform is, seen by one binding: the seam for further ones. Start at {@link
 * io.breakwater.token.platform.Platform}; the packages below hold one family each, and {@link
 * io.breakwater.token.provider.Platforms} opens the one that a binding's settings name.
 */
@NullMarked
package io.breakwater.token.platform;

import org.jspecify.annotations.NullMarked;
