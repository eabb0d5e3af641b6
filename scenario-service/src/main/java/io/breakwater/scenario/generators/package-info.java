/**
 * Which generators are alive, as far as their heartbeats tell. Start at {@link
 * io.breakwater.scenario.generators.GeneratorPresence}.
 */
@NullMarked
package io.breakwater.scenario.generators;

import org.jspecify.annotations.NullMarked;
