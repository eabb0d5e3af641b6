/**
 * Sends the load and measures it. Start at {@link io.breakwater.generator.LoadGeneratorMain}; in the order in which a run
 * passes through them: {@code run} prepares, starts and ends it, {@code schedule} says when, {@code session} walks,
 * {@code data}, {@code token}, {@code value} and {@code template} make the request, {@code http}, {@code http2} and
 * {@code websocket} carry it, {@code json}, {@code extract} and {@code check} look into the answer, {@code sample} keeps some
 * exchanges whole, {@code publish} takes the events to Kafka. {@code debug} is a process of its own that walks a scenario once.
 */
@NullMarked
package io.breakwater.generator;

import org.jspecify.annotations.NullMarked;
