/**
 * Where in a response values stand, and how virtual users take them. Start at
 * {@link io.breakwater.generator.extract.Extractors}; what is compiled is immutable and shared by all event loops.
 */
@NullMarked
package io.breakwater.generator.extract;

import org.jspecify.annotations.NullMarked;
