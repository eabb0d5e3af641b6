/**
 * The first class of every JVM of the local stack: it ties the life of the JVM to the life of the process that started
 * it, so that the part itself need not know that it is a part. Start at {@link io.breakwater.local.child.ChildMain}.
 */
@NullMarked
package io.breakwater.local.child;

import org.jspecify.annotations.NullMarked;
