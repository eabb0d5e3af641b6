/**
 * What the service tells of its bindings and of itself over HTTP. Start at {@code BindingController}. No answer holds a
 * token or a secret.
 */
@NullMarked
package io.breakwater.token.binding;

import org.jspecify.annotations.NullMarked;
