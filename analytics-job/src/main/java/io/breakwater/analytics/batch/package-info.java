/**
 * Batches as they stand on the topic, and the order that their numbers tell. Start at {@link
 * io.breakwater.analytics.batch.RawBatch}; {@link io.breakwater.analytics.batch.BatchNumbers} finds duplicates and gaps.
 */
@NullMarked
package io.breakwater.analytics.batch;

import org.jspecify.annotations.NullMarked;
