/**
 * The parts that a stack can be made of: any Java process, and PostgreSQL. Start at
 * {@link io.breakwater.local.part.JavaPart}.
 */
@NullMarked
package io.breakwater.local.part;

import org.jspecify.annotations.NullMarked;
