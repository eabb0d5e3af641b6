/**
 * What the topics hold, and a second count of it that owes nothing to the analytics job. Start at
 * {@link io.breakwater.system.record.EventCount}.
 */
@NullMarked
package io.breakwater.system.record;

import org.jspecify.annotations.NullMarked;
