/**
 * The values of virtual users, and where the references of templates lead. Start at
 * {@link io.breakwater.generator.value.Values} and {@link io.breakwater.generator.value.Sources}.
 *
 * <p>What is compiled from a scenario is immutable and shared by all event loops; {@link
 * io.breakwater.generator.value.Values} and {@link io.breakwater.generator.value.Filling} belong to one event loop.
 */
@NullMarked
package io.breakwater.generator.value;

import org.jspecify.annotations.NullMarked;
