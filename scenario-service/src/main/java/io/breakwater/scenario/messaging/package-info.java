/**
 * The connection with Kafka: topics that have to exist, and what is listened to. Start at {@link
 * io.breakwater.scenario.messaging.Messaging}.
 */
@NullMarked
package io.breakwater.scenario.messaging;

import org.jspecify.annotations.NullMarked;
