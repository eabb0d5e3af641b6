/**
 * The rows of data files: checked when a scenario is admitted, read while a run goes on. Start at {@link
 * io.breakwater.events.data.DataFileCheck}, then {@link io.breakwater.events.data.DataRows}. A file stays the bytes that it
 * is; beside them stands one number a row. All public types are safe for use by several threads.
 */
@NullMarked
package io.breakwater.events.data;

import org.jspecify.annotations.NullMarked;
