/**
 * What all readers of topics here have in common. Start at {@link io.breakwater.generator.topic.TopicPartitions}.
 */
@NullMarked
package io.breakwater.generator.topic;

import org.jspecify.annotations.NullMarked;
