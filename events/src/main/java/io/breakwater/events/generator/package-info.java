/**
 * What generators say of themselves and of their parts of a run. Start at {@link
 * io.breakwater.events.generator.GeneratorReport}.
 */
@NullMarked
package io.breakwater.events.generator;

import org.jspecify.annotations.NullMarked;
