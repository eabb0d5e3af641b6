/** Presence of generators, without parts. */
@NullMarked
package io.breakwater.scenario.generators;

import org.jspecify.annotations.NullMarked;
