/**
 * The topics of the product. Start at {@link io.breakwater.events.topic.Topic}.
 */
@NullMarked
package io.breakwater.events.topic;

import org.jspecify.annotations.NullMarked;
