/**
 * Sends the load and measures it. Start at {@link io.breakwater.generator.LoadGeneratorMain}; in the order in which a run
 * passes through them: {@code run} prepares, starts and ends it, {@code schedule} says when, {@code session} walks,
 * {@code data}, {@code token} and {@code template} make the request, {@code http} carries it, {@code check} judges the answer,
 * {@code publish} takes the events to Kafka.
 */
@NullMarked
package io.breakwater.generator;

import org.jspecify.annotations.NullMarked;
