/**
 * Test cases for the express-parcel widget, as the platform wants them: normal and abnormal, none twice.
 *
 * <p>Start at {@link io.breakwater.target.cases.WidgetCases}.
 */
@NullMarked
package io.breakwater.target.cases;

import org.jspecify.annotations.NullMarked;
