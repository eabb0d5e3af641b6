/**
 * Values that iterations draw: data files fetched by content before a run, the row that an arrival gets, and how a value is
 * written. Start at {@link io.breakwater.generator.data.RunData}.
 */
@NullMarked
package io.breakwater.generator.data;

import org.jspecify.annotations.NullMarked;
