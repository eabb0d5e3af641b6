/**
 * When arrivals are meant to happen and what each one does, computed from its index alone. Start at {@link
 * io.breakwater.generator.schedule.ArrivalSchedule}. All types are immutable.
 */
@NullMarked
package io.breakwater.generator.schedule;

import org.jspecify.annotations.NullMarked;
