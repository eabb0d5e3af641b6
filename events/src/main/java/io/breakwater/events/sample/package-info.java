/** Exchanges that were kept whole: {@link io.breakwater.events.sample.RequestSample}. */
@NullMarked
package io.breakwater.events.sample;

import org.jspecify.annotations.NullMarked;
