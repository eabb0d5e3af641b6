/** Which platform serves a binding. Start at {@link io.breakwater.token.provider.Platforms}. */
@NullMarked
package io.breakwater.token.provider;

import org.jspecify.annotations.NullMarked;
