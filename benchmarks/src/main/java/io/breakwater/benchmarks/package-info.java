/** Side-by-side measurements. Start at {@link io.breakwater.benchmarks.EngineBench}, which {@code peers.py} calls. */
@NullMarked
package io.breakwater.benchmarks;

import org.jspecify.annotations.NullMarked;
