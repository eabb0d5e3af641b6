/**
 * The scenarios that are stored, and the data files that they draw rows from. Start at {@link
 * io.breakwater.scenario.catalog.ScenarioCatalog}.
 */
@NullMarked
package io.breakwater.scenario.catalog;

import org.jspecify.annotations.NullMarked;
