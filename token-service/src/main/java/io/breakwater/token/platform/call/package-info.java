/** A platform that is described wholly by settings. Start at {@link io.breakwater.token.platform.call.HttpCallPlatform}. */
@NullMarked
package io.breakwater.token.platform.call;

import org.jspecify.annotations.NullMarked;
