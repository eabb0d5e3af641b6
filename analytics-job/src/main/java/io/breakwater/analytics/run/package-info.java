/**
 * One run from its first batch to its verdict. Start at {@link io.breakwater.analytics.run.RunFunction}, which keeps a
 * {@link io.breakwater.analytics.run.Run} as Flink state. Single-threaded per key, as Flink sees to it.
 *
 * <p>Processing time decides when something is published or no longer waited for, never what it says. Waiting is counted in
 * ticks of the running job, not read from a clock: time during which the job was down is no silence of a generator.
 */
@NullMarked
package io.breakwater.analytics.run;

import org.jspecify.annotations.NullMarked;
