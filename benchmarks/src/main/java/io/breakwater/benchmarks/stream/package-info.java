/**
 * What the stream job costs, beside a naive one. Start at {@link io.breakwater.benchmarks.stream.StreamBench}; the naive job is
 * {@link io.breakwater.benchmarks.stream.NaiveJob}.
 */
@NullMarked
package io.breakwater.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
