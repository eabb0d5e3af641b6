/**
 * Seconds of steps, merged over generators until nothing more can come. Start at {@link
 * io.breakwater.analytics.window.OpenWindows}.
 */
@NullMarked
package io.breakwater.analytics.window;

import org.jspecify.annotations.NullMarked;
