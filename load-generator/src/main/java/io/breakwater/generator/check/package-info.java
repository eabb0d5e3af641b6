/**
 * What is demanded of responses and values. Start at {@link io.breakwater.generator.check.ResponseChecks} and {@link
 * io.breakwater.generator.check.Condition}.
 */
@NullMarked
package io.breakwater.generator.check;

import org.jspecify.annotations.NullMarked;
