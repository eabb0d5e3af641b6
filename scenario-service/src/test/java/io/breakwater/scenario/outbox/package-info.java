/** The outbox, on real parts and without. */
@NullMarked
package io.breakwater.scenario.outbox;

import org.jspecify.annotations.NullMarked;
