/**
 * The two-row table that a platform asks for. Start at {@link io.breakwater.reporting.acceptance.AcceptanceTable}.
 */
@NullMarked
package io.breakwater.reporting.acceptance;

import org.jspecify.annotations.NullMarked;
