/**
 * Requests before they are sent: templates compiled once to pieces of bytes, filled in for each request without making
 * text. Start at {@link io.breakwater.generator.template.RequestTemplate}.
 */
@NullMarked
package io.breakwater.generator.template;

import org.jspecify.annotations.NullMarked;
