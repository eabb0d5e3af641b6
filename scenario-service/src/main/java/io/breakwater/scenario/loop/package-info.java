/** Work that is done again and again on a thread of its own. Start at {@link io.breakwater.scenario.loop.Loop}. */
@NullMarked
package io.breakwater.scenario.loop;

import org.jspecify.annotations.NullMarked;
