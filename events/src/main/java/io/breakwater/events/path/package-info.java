/**
 * How scenarios say where in an answer a value stands: JSON paths, regular expressions and XPath. Start at
 * {@link io.breakwater.events.path.PathSyntax}; all types are immutable.
 */
@NullMarked
package io.breakwater.events.path;

import org.jspecify.annotations.NullMarked;
