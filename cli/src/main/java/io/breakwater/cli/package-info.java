/**
 * The command {@code breakwater}. Start at {@link io.breakwater.cli.BreakwaterMain}; each sub-package is one thing a person
 * can ask for.
 */
@NullMarked
package io.breakwater.cli;

import org.jspecify.annotations.NullMarked;
