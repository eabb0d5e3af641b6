/**
 * What self-test cases of a search widget may say. Start at {@link io.breakwater.events.cases.CaseDescription}; {@link
 * io.breakwater.events.scenario.file.CaseDescriptionReader} reads it from a file.
 */
@NullMarked
package io.breakwater.events.cases;

import org.jspecify.annotations.NullMarked;
