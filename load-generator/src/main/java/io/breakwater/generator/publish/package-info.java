/**
 * The way of request events to Kafka. Start at {@link io.breakwater.generator.publish.PartEvents}: event loops hand over what
 * they collected, one thread numbers and encodes it, the Kafka producer sends it. What is on the way is bounded by {@link
 * io.breakwater.generator.publish.EventBacklog}; what finds it full is counted.
 */
@NullMarked
package io.breakwater.generator.publish;

import org.jspecify.annotations.NullMarked;
