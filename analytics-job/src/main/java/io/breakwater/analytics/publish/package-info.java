/**
 * Results on their way to Kafka. Start at {@link io.breakwater.analytics.publish.Published}.
 */
@NullMarked
package io.breakwater.analytics.publish;

import org.jspecify.annotations.NullMarked;
