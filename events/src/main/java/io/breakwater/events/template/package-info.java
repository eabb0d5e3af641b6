/**
 * Texts with references that each iteration fills in. Start at {@link io.breakwater.events.template.Template}; all types are
 * immutable.
 */
@NullMarked
package io.breakwater.events.template;

import org.jspecify.annotations.NullMarked;
