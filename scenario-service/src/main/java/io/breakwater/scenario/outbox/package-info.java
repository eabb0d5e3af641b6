/**
 * Records leave the service as rows of the transaction that caused them, and are relayed to Kafka afterwards, in order and
 * at least once. Start at {@link io.breakwater.scenario.outbox.Outbox}.
 */
@NullMarked
package io.breakwater.scenario.outbox;

import org.jspecify.annotations.NullMarked;
