/**
 * A run against nothing but this process, so that the first seconds of real runs are not slow because of cold code. Start at
 * {@link io.breakwater.generator.warmup.WarmUp}.
 */
@NullMarked
package io.breakwater.generator.warmup;

import org.jspecify.annotations.NullMarked;
