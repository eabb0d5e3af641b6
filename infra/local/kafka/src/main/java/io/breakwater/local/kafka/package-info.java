/**
 * A real Kafka broker with its controller in one JVM. Start at {@link io.breakwater.local.kafka.KafkaBrokerMain}.
 */
@NullMarked
package io.breakwater.local.kafka;

import org.jspecify.annotations.NullMarked;
