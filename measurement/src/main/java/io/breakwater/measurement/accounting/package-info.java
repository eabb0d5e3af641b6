/**
 * Whether every request is accounted for. Start at {@link io.breakwater.measurement.accounting.Accounting}.
 */
@NullMarked
package io.breakwater.measurement.accounting;

import org.jspecify.annotations.NullMarked;
