/**
 * The stack that the tests share, and where its parts come from. Start at {@link io.breakwater.system.stack.SystemStack}.
 */
@NullMarked
package io.breakwater.system.stack;

import org.jspecify.annotations.NullMarked;
