/**
 * The local stack as a whole: ports, heaps and flags of every part, from one file. Start at
 * {@link io.breakwater.local.stack.BreakwaterStack}; {@code local-stack.properties} has the defaults of
 * {@link io.breakwater.local.stack.StackSettings}.
 */
@NullMarked
package io.breakwater.local.stack;

import org.jspecify.annotations.NullMarked;
