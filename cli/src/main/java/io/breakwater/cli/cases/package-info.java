/**
 * Self-test cases of a search widget: made from a description, and checked. Start at {@link io.breakwater.cli.cases.CasesCommand}.
 */
@NullMarked
package io.breakwater.cli.cases;

import org.jspecify.annotations.NullMarked;
