/**
 * Exchanges that are kept whole: which ones, what is noted of them, and their way to {@code request-samples}. Start at {@link
 * io.breakwater.generator.sample.Sampler}. A sampler and its exchanges are confined to an event loop; what they keep is made
 * readable, masked and sent by a thread of its own, behind a bounded queue.
 */
@NullMarked
package io.breakwater.generator.sample;

import org.jspecify.annotations.NullMarked;
